package dev.dualclient.console;

/** The console would be open to everybody. */
final class UnprotectedConsoleException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    UnprotectedConsoleException() {
        super(
                "dual-client.console.enabled is true, and nothing protects the console: Spring Security is not on the class"
                        + " path, and the management port is not a port of its own on the loopback interface");
    }
}
