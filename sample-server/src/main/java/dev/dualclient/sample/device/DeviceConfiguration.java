package dev.dualclient.sample.device;

import dev.dualclient.sample.web.PendingRequests;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the pages of the device flow share. */
@Configuration(proxyBeanMethods = false)
class DeviceConfiguration {

    @Bean
    PendingRequests<PendingDevice> pendingDevices() {
        return new PendingRequests<>(PendingDevice.class);
    }
}
