package dev.dualclient.sample.grant;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.AuthorizedClientListResponse;
import com.authlete.common.dto.Client;
import com.authlete.common.dto.ClientAuthorizationGetListRequest;
import dev.dualclient.sample.web.Consents;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** The page on which a user sees which applications have access, and takes it back. */
@Controller
final class ConnectedApps {

    private static final String PATH = "/apps";
    private static final int PAGE = 100;

    private final AuthleteApi authlete;
    private final Consents consents;

    ConnectedApps(AuthleteApi authlete, Consents consents) {
        this.authlete = authlete;
        this.consents = consents;
    }

    /** An application that has access, as the page shows it. */
    record App(long id, String name) {

        private static App of(Client client) {
            String name = client.getClientName();
            return new App(client.getClientId(), name == null ? "client " + client.getClientId() : name);
        }
    }

    @GetMapping(PATH)
    String show(Principal user, Model model) {
        model.addAttribute("apps", appsOf(user.getName()));
        return "apps";
    }

    /** An application that has no access (any more) is gone as well, so that the button can be pressed again. */
    @PostMapping(PATH + "/{id}/withdraw")
    String withdraw(@PathVariable long id, Principal user) {
        try {
            authlete.deleteClientAuthorization(id, user.getName()); // the tokens
            authlete.deleteGrantedScopes(id, user.getName()); // and what the consent page knows
        } catch (AuthleteApiException refused) {
            if (refused.getStatusCode() != HttpStatus.NOT_FOUND.value()) {
                throw refused;
            } // else the client was deleted meanwhile, and everything of it with it
        }
        consents.remove(user.getName(), id);
        return "redirect:" + PATH;
    }

    private List<App> appsOf(String subject) {
        List<App> apps = new ArrayList<>();
        Client[] page;
        do {
            AuthorizedClientListResponse list = authlete.getClientAuthorizationList(
                    new ClientAuthorizationGetListRequest(subject, apps.size(), apps.size() + PAGE));
            page = list.getClients() == null ? new Client[0] : list.getClients();
            for (Client client : page) {
                apps.add(App.of(client));
            }
        } while (page.length == PAGE);
        return apps;
    }
}
