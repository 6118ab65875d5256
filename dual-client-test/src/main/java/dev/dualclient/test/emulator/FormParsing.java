package dev.dualclient.test.emulator;

/** How an emulated server reads forms: the parameters of a client's request, and API calls that are sent as forms. */
public enum FormParsing {

    /**
     * The first value of a parameter counts. That matters where a name is written in two ways, {@code token} and
     * {@code t%6Fken}: a client's parameter that is written twice in the same way is an error, as Authlete documents.
     */
    FIRST_VALUE,

    /** The last value of a parameter counts, in whatever way its name is written. That it is there twice is no error. */
    LAST_VALUE,

    /**
     * Names are compared without decoding: {@code t%6Fken} is a parameter of its own, which nobody asks for. A client's
     * parameter that is written twice in the same way is an error.
     */
    RAW_NAMES
}
