package dev.dualclient.benchmarks.way;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiFactory;
import com.authlete.common.conf.AuthleteSimpleConfiguration;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.authlete.DualAuthleteApiBuilder;
import dev.dualclient.benchmarks.stub.Addresses;
import dev.dualclient.benchmarks.stub.Home;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.UnaryOperator;

/** Makes the ways to backends that answer after a delay. */
public final class Ways {

    /** The delay of a backend that never answers. */
    public static final int NEVER = -1;

    private static final String SERVICE = "21653835348762";
    private static final String ACCESS_TOKEN = "V5a40R6dWvw2gMkCOBFdZcM95q4HC0Z-T0YKD9-nR6F";
    private static final String API_SECRET = "gIX1EAx8OPdm6mZgZsqVdLKwzEYp8iRu";

    private final Addresses stubs;
    private final boolean secure;
    private final Request request;

    /** Ways of asking for Authlete's own introspection. */
    public Ways(Addresses stubs, boolean secure) {
        this(stubs, secure, Request.INTROSPECTION);
    }

    /**
     * Ways of asking.
     *
     * @param stubs where the backends are
     * @param secure whether connections use TLS
     * @param request what is asked
     */
    public Ways(Addresses stubs, boolean secure, Request request) {
        this.stubs = stubs;
        this.secure = secure;
        this.request = request;
    }

    /** The measure: the one backend that knows. */
    public Way direct(Home home, int delay) {
        boolean primary = home != Home.SECONDARY;
        String path = primary ? "/api/" + SERVICE : "/api";
        String pair = Base64.getEncoder().encodeToString((SERVICE + ":" + API_SECRET).getBytes(StandardCharsets.UTF_8));
        String service = stubs.url(primary ? Home.PRIMARY : Home.SECONDARY, secure, delay) + path;
        String authorization = primary ? "Bearer " + ACCESS_TOKEN : "Basic " + pair;
        Way way = new Direct(request, service, authorization, stubs.tls());
        return request == Request.REFRESH
                ? new Lines(new Direct(Request.CODE, service, authorization, stubs.tls()), way)
                : way;
    }

    /** The vendor's own client of the primary. */
    public Way sdk(int delay) {
        return OfApi.of(vendor(Home.PRIMARY, delay), request);
    }

    /** The vendor's own client of the one backend, then that of the other; for introspection alone. */
    public Way naive(int delayOfPrimary, int delay) {
        return new Naive(vendor(Home.PRIMARY, delayOfPrimary), vendor(Home.SECONDARY, delay));
    }

    /**
     * Dual Client with its defaults, but for what a change makes of them. The client's secret is declared migrated: else
     * its authorization requests would begin at the secondary.
     */
    public Way dual(int delayOfPrimary, int delay, UnaryOperator<DualAuthleteApiBuilder> change) {
        DualAuthleteApiBuilder builder = DualAuthleteApi.builder()
                .secretMigrated(Request.CLIENT)
                .primary(settings -> settings.baseUrl(stubs.url(Home.PRIMARY, secure, delayOfPrimary))
                        .serviceId(SERVICE)
                        .accessToken(ACCESS_TOKEN)
                        .sslContext(stubs.tls()))
                .secondary(settings -> settings.baseUrl(stubs.url(Home.SECONDARY, secure, delay))
                        .apiKey(SERVICE)
                        .apiSecret(API_SECRET)
                        .sslContext(stubs.tls()));
        return OfApi.of(change.apply(builder).build(), request);
    }

    private AuthleteApi vendor(Home home, int delay) {
        AuthleteSimpleConfiguration configuration = new AuthleteSimpleConfiguration()
                .setBaseUrl(stubs.url(home, secure, delay))
                .setServiceApiKey(SERVICE);
        if (home == Home.PRIMARY) {
            configuration.setApiVersion("V3").setServiceAccessToken(ACCESS_TOKEN);
        } else {
            configuration.setServiceApiSecret(API_SECRET);
        }
        return AuthleteApiFactory.create(configuration);
    }
}
