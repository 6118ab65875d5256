package dev.dualclient.kits;

/** A property below {@code dual-client.kits} is missing, makes no sense, or contradicts another; the start ends. */
public final class KitSettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final String remedy;

    /**
     * Creates the exception.
     *
     * @param problem what is wrong, without a full stop
     * @param remedy what to write instead, without a full stop
     */
    public KitSettingsException(String problem, String remedy) {
        super(problem + ": " + remedy);
        this.remedy = remedy;
    }

    String problem() {
        String message = String.valueOf(getMessage());
        return message.substring(0, message.length() - remedy.length() - 2);
    }

    String remedy() {
        return remedy;
    }
}
