package dev.dualclient.custody;

/**
 * The one form of a client's number. Authlete's client ids are numbers, and whoever parses one takes {@code 0012},
 * {@code +12} and the digits of other scripts for 12. An alias or an entity id stays as it is. Stateless.
 */
final class ClientNumber {

    private ClientNumber() {}

    /** Returns a number in ASCII digits without a sign and leading zeros, and any other name as it is. */
    static String normalized(String name) {
        int start = !name.isEmpty() && name.charAt(0) == '+' ? 1 : 0;
        if (start == name.length()) {
            return name;
        }
        boolean plain = start == 0 && name.charAt(0) != '0';
        for (int i = start; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!Character.isDigit(c)) {
                return name;
            }
            plain &= c <= '9';
        }
        return plain ? name : digits(name.substring(start));
    }

    private static String digits(String number) {
        StringBuilder digits = new StringBuilder(number.length());
        for (int i = 0; i < number.length(); i++) {
            int digit = Character.digit(number.charAt(i), 10);
            boolean leading = digit == 0 && digits.isEmpty() && i < number.length() - 1;
            if (!leading) {
                digits.append(digit);
            }
        }
        return digits.toString();
    }
}
