package dev.dualclient.sample.demo;

import dev.dualclient.sample.web.ResourceServerProperties;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A command to copy into a shell.
 *
 * @param does what it does
 * @param line the command
 */
record Command(String does, String line) {

    private static final String DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code";
    private static final String CIBA = "urn:openid:params:grant-type:ciba";

    /** Returns what to try by what it is about. Later commands use what earlier ones keep in the shell. */
    static Map<String, List<Command>> of(URI server, ResourceServerProperties resourceServer) {
        String asClient = "curl -s -u " + DemoClient.OLD_CLIENT.id() + ":" + DemoClient.OLD_CLIENT.secret() + " ";
        String asResourceServer = "curl -s -u " + resourceServer.id() + ":" + resourceServer.secret() + " ";
        Map<String, List<Command>> groups = new LinkedHashMap<>();
        groups.put("A token", ofToken(asClient, asResourceServer, server));
        groups.put("A device", ofDevice(asClient, server));
        groups.put("A user who is elsewhere (CIBA)", ofUserElsewhere(asClient, server));
        groups.put(
                "The metadata",
                List.of(new Command(
                        "Read what the server offers, and the keys of both backends",
                        "curl -s " + server + "/.well-known/openid-configuration " + server + "/api/jwks")));
        return groups;
    }

    private static List<Command> ofToken(String asClient, String asResourceServer, URI server) {
        return List.of(
                new Command(
                        "Get a token for john with a client that only 2.3 knows, and keep it in the shell",
                        "TOKEN=$(" + asClient + "-d grant_type=password -d username=john -d password=john"
                                + " --data-urlencode 'scope=openid profile email' " + server + "/api/token | "
                                + value("access_token") + ")"),
                new Command(
                        "Ask as a resource server whether the token is good",
                        asResourceServer + "-d token=$TOKEN " + server + "/api/introspection"),
                new Command("Take the token back", asClient + "-d token=$TOKEN " + server + "/api/revocation"));
    }

    private static List<Command> ofDevice(String asClient, URI server) {
        return List.of(
                new Command(
                        "Begin as the device, and open verification_uri_complete of the answer in a browser",
                        "DEVICE=$(" + asClient + "-d scope=openid " + server
                                + "/api/device/authorization); echo \"$DEVICE\""),
                new Command(
                        "Wait until the user has decided, and show the answer",
                        poll(asClient, server, DEVICE_CODE, "device_code", "DEVICE")));
    }

    private static List<Command> ofUserElsewhere(String asClient, URI server) {
        return List.of(
                new Command(
                        "Ask john, who decides at " + server + "/ciba",
                        "ASKED=$(" + asClient + "-d scope=openid -d login_hint=john " + server
                                + "/api/backchannel/authentication); echo \"$ASKED\""),
                new Command(
                        "Wait until john has decided, and show the answer",
                        poll(asClient, server, CIBA, "auth_req_id", "ASKED")));
    }

    /** Polls at the interval that RFC 8628 and CIBA Core take for granted. */
    private static String poll(String asClient, URI server, String grantType, String field, String variable) {
        return "until " + asClient + "-d grant_type=" + grantType + " -d " + field + "=$(echo \"$" + variable + "\" | "
                + value(field) + ") " + server
                + "/api/token | grep -v 'authorization_pending\\|slow_down'; do sleep 5; done";
    }

    private static String value(String field) {
        return "sed -n 's/.*\"" + field + "\":\"\\([^\"]*\\)\".*/\\1/p'";
    }
}
