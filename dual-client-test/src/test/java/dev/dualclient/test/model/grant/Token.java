package dev.dualclient.test.model.grant;

/** A refresh token RT1, RT2, … or an access token AT1, AT2, …; those of one number were issued together. */
record Token(boolean refresh, int number) {

    static Token refresh(int number) {
        return new Token(true, number);
    }

    static Token access(int number) {
        return new Token(false, number);
    }

    @Override
    public String toString() {
        return (refresh ? "RT" : "AT") + number;
    }
}
