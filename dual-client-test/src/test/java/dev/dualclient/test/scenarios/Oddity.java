package dev.dualclient.test.scenarios;

/** An odd way of writing a field of a request. */
enum Oddity {
    MISSING,
    EMPTY,
    NOT_ASCII,
    REPEATED,
    REPEATED_WITH_THE_SAME_VALUE,
    REPEATED_EMPTY,
    REPEATED_BY_AN_ENCODED_NAME,
    BY_AN_ENCODED_NAME,
    MALFORMED_PERCENT,
    CUT_PERCENT,
    NOT_UTF_8,
    NUL,
    CONTROL,
    LONE_SURROGATE,
    AN_OBJECT,
    A_LIST,
    A_FRACTION,
    A_NUMBER_FOR_A_FLAG,
    A_FLAG_FOR_A_TEXT,
    FORM_IS_AN_OBJECT,
    FORM_IS_A_LIST,
    FORM_IS_A_FLAG,
    FORM_IS_A_NUMBER,
    BODY_IS_A_LIST,
    TOO_LONG
}
