package dev.dualclient.console;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Ends the start where the console would be open to everybody: without Spring Security it is served only on a management
 * port of its own that is bound to the loopback interface.
 */
final class LoopbackOnly implements InitializingBean {

    private static final Pattern LITERALS =
            Pattern.compile("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[?(::1|0:0:0:0:0:0:0:1)]?");

    private final ConfigurableEnvironment environment;

    LoopbackOnly(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public void afterPropertiesSet() {
        boolean apart = ManagementPortType.get(environment) == ManagementPortType.DIFFERENT;
        String address = environment.getProperty("management.server.address");
        if (!apart || address == null || !isLoopback(address)) {
            throw new UnprotectedConsoleException();
        }
    }

    /**
     * Whether a request was addressed to this machine by a name that nobody else can give it. A page of another site, whose
     * name was made to lead here (DNS rebinding), and a proxy that passes its own name on are not.
     *
     * @param host the host of the request
     */
    static boolean isAddressedTo(String host) {
        return host.equalsIgnoreCase("localhost") || LITERALS.matcher(host).matches();
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
