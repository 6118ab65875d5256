package dev.dualclient.benchmarks.start;

import java.lang.management.ManagementFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** A web application that serves nothing. It says how long its process took to be ready, and ends. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class EmptyApplication {

    /** What the line begins with that it says. */
    static final String READY = "ready";

    /** Creates the configuration. */
    public EmptyApplication() {}

    /** Starts it. */
    public static void main(String[] arguments) {
        try (ConfigurableApplicationContext context = SpringApplication.run(EmptyApplication.class, arguments)) {
            long millis = ManagementFactory.getRuntimeMXBean().getUptime();
            System.out.println(READY + " " + context.containsBean("dualAuthleteApi") + " " + millis);
        }
    }
}
