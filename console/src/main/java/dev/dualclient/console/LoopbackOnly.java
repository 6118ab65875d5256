package dev.dualclient.console;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Ends the start where the console would be open to everybody: without Spring Security it is served only on a management
 * port of its own that is bound to the loopback interface.
 */
final class LoopbackOnly implements InitializingBean {

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

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
