package dev.dualclient.spring;

import dev.dualclient.custody.redis.RedisStoreSettings;
import io.lettuce.core.RedisURI;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** The Redis that the application itself uses, by Spring Data. */
final class ApplicationRedis {

    private ApplicationRedis() {}

    /**
     * Returns where it is and how to authenticate there, {@code null} if the application has none. The store makes a
     * connection of its own: the application's mends itself, which would send twice what was under way.
     *
     * @throws IllegalArgumentException if it is no single server
     */
    static @Nullable RedisStoreSettings settings(BeanFactory beans) {
        LettuceConnectionFactory factory =
                beans.getBeanProvider(LettuceConnectionFactory.class).getIfUnique();
        if (factory == null) {
            return null;
        }
        if (factory.isClusterAware() || factory.isRedisSentinelAware() || factory.getSocketConfiguration() != null) {
            throw new IllegalArgumentException("dual-client.custody.store is redis, but that of the application is not"
                    + " a single server with host and port: write dual-client.custody.redis.uri, of one that is");
        }
        RedisURI uri = uri(factory.getStandaloneConfiguration());
        uri.setSsl(factory.isUseSsl());
        uri.setVerifyPeer(factory.getClientConfiguration().getVerifyMode());
        return RedisStoreSettings.of(uri);
    }

    private static RedisURI uri(RedisStandaloneConfiguration server) {
        RedisURI.Builder uri = RedisURI.builder()
                .withHost(server.getHostName())
                .withPort(server.getPort())
                .withDatabase(server.getDatabase());
        String user = server.getUsername();
        server.getPassword().toOptional().ifPresent(password -> {
            if (user == null) {
                uri.withPassword(password);
            } else {
                uri.withAuthentication(user, password);
            }
        });
        return uri.build();
    }
}
