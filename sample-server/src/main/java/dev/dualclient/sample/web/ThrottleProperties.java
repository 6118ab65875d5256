package dev.dualclient.sample.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often passwords and codes of devices may be guessed.
 *
 * @param attempts wrong attempts for one user from one address within the window; after that, one more comes back each
 *     time a part of the window has gone by
 * @param attemptsPerAddress wrong passwords from one address within the window, whoever the user is. Behind a proxy,
 *     {@code server.forward-headers-strategy} lets the server see the addresses of browsers
 * @param window window that both are counted in
 */
@ConfigurationProperties("sample.throttle")
record ThrottleProperties(
        @DefaultValue("10") int attempts,
        @DefaultValue("100") int attemptsPerAddress,
        @DefaultValue("10m") Duration window) {}
