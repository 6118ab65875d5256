package dev.dualclient.spring.dropin;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiFactory;
import com.authlete.common.conf.AuthletePropertiesConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.RestController;

/** The ways in which existing servers come by their {@link AuthleteApi}. */
enum ExistingServers {
    /** A bean that the factory makes of a configuration. */
    OWN_BEAN(OwnBean.class),
    /** A bean that is the factory's default. */
    DEFAULT_AS_BEAN(DefaultAsBean.class),
    /** The default, which classes ask the factory for where they need it. */
    DEFAULT_IN_CLASSES(DefaultInClasses.class);

    final Class<?> application;

    ExistingServers(Class<?> application) {
        this.application = application;
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(InjectedServer.class)
    static class OwnBean {

        @Bean
        AuthleteApi authleteApi() {
            return AuthleteApiFactory.create(new AuthletePropertiesConfiguration());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(InjectedServer.class)
    static class DefaultAsBean {

        @Bean
        AuthleteApi authleteApi() {
            return AuthleteApiFactory.getDefaultApi();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(AskingServer.class)
    static class DefaultInClasses {}

    @RestController
    static class InjectedServer extends ExistingServer {
        InjectedServer(AuthleteApi api) {
            super(api);
        }
    }

    @RestController
    static class AskingServer extends ExistingServer {
        AskingServer() {
            super(AuthleteApiFactory.getDefaultApi());
        }
    }
}
