package dev.dualclient.test.model.grant;

/** A backend: P, which is migrated to, and S, which is migrated from. */
enum Side {
    P,
    S;

    Side other() {
        return this == P ? S : P;
    }
}
