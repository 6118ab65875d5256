package dev.dualclient.sample.backends;

/** Who knows what a request is about: a client, a token, a grant. */
public enum Home {
    PRIMARY,
    SECONDARY,
    NOBODY
}
