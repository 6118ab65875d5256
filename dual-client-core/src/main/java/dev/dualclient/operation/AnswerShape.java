package dev.dualclient.operation;

/** What the body of a successful answer is. */
public enum AnswerShape {
    /** A JSON object. */
    OBJECT,
    /** Nothing, or nothing that matters: {@code 204}, or a body that callers discard. */
    EMPTY,
    /** A JSON document that is handed to the caller as text: a JWK set, a discovery document. May be absent. */
    DOCUMENT
}
