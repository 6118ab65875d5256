package dev.dualclient.sample;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Profile;

/** The authorization server: its endpoints and pages, and the demonstration. */
@Configuration(proxyBeanMethods = false)
@Profile("!gateway")
@EnableAutoConfiguration
@ComponentScan(excludeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = SampleServer.class))
@ConfigurationPropertiesScan
class AuthorizationServer {}
