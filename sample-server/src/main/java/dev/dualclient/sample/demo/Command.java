package dev.dualclient.sample.demo;

import dev.dualclient.sample.web.ResourceServerProperties;
import java.net.URI;
import java.util.List;

/**
 * A command to copy into a shell.
 *
 * @param does what it does
 * @param line the command
 */
record Command(String does, String line) {

    /** Returns what to try, in order. The later ones use the token that the first one gets. */
    static List<Command> of(URI server, ResourceServerProperties resourceServer) {
        DemoClient client = DemoClient.OLD_CLIENT;
        String asClient = "-u " + client.id() + ":" + client.secret();
        String asResourceServer = "-u " + resourceServer.id() + ":" + resourceServer.secret();
        return List.of(
                new Command(
                        "Get a token for john with a client that only 2.3 knows, and keep it in the shell",
                        "TOKEN=$(curl -s " + asClient + " -d grant_type=password -d username=john -d password=john"
                                + " --data-urlencode 'scope=openid profile email' " + server
                                + "/api/token | sed -n 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/p')"),
                new Command(
                        "Ask as a resource server whether the token is good",
                        "curl -s " + asResourceServer + " -d token=$TOKEN " + server + "/api/introspection"),
                new Command(
                        "Begin as a device; the address in the answer is for the browser",
                        "curl -s " + asClient + " -d scope=openid " + server + "/api/device/authorization"),
                new Command(
                        "Ask john, who answers at " + server + "/ciba",
                        "curl -s " + asClient + " -d scope=openid -d login_hint=john " + server
                                + "/api/backchannel/authentication"),
                new Command(
                        "Take the token back",
                        "curl -s " + asClient + " -d token=$TOKEN " + server + "/api/revocation"),
                new Command(
                        "Read what the server offers, and the keys of both backends",
                        "curl -s " + server + "/.well-known/openid-configuration " + server + "/api/jwks"));
    }
}
