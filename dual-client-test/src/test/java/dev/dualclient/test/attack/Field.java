package dev.dualclient.test.attack;

/** A field of a form or a query, or a header, as it is written. A mutation changes it. */
final class Field {

    String name;
    String equals = "=";
    String value;
    String separator = "&";

    Field(String name, String value) {
        this.name = name;
        this.value = value;
    }

    Field copy() {
        Field copy = new Field(name, value);
        copy.equals = equals;
        copy.separator = separator;
        return copy;
    }
}
