package dev.dualclient.test.histories.step;

import dev.dualclient.call.ApiCall;
import dev.dualclient.test.emulator.state.Opaque;
import dev.dualclient.test.histories.truth.App;
import dev.dualclient.test.histories.truth.Pair;
import dev.dualclient.test.histories.truth.Verdict;
import dev.dualclient.test.histories.world.Requests;
import dev.dualclient.test.histories.world.World;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Somebody sends what two parsers read in two ways, or revokes what is no token. Whatever the answer, nobody's tokens
 * live or die by it.
 */
public record Attack(int node, int login, Which which, Manner manner) implements Step {

    /** By what. */
    public enum Manner {
        REVOKES_WHAT_CANNOT_BE_READ,
        REVOKES_TWO_TOKENS_AT_ONCE,
        REVOKES_BY_A_NAME_IN_DISGUISE,
        REVOKES_A_BLANK,
        REVOKES_WHAT_WAS_MADE_UP,
        REFRESHES_BESIDE_WHAT_CANNOT_BE_READ,
        REFRESHES_TWO_TOKENS_AT_ONCE,
        REFRESHES_BY_TWO_GRANT_TYPES
    }

    @Override
    public void happen(World world) {
        Pair pair = which.of(world.login(login));
        if (pair == null) {
            return;
        }
        App app = pair.refresh().line().app();
        String token = URLEncoder.encode(pair.refresh().value(), StandardCharsets.UTF_8);
        Requests requests = new Requests(world.scene().byAlias());
        ApiCall call = switch (manner) {
            case REVOKES_WHAT_CANNOT_BE_READ -> requests.revokeByForm(app, "token=%ZZ&client_id=" + app.alias());
            case REVOKES_TWO_TOKENS_AT_ONCE ->
                requests.revokeByForm(app, "token=" + Opaque.random() + "&token=" + token);
            case REVOKES_BY_A_NAME_IN_DISGUISE -> requests.revokeByForm(app, "token=%ZZ&t%6Fken=" + token);
            case REVOKES_A_BLANK -> requests.revokeByForm(app, "token=%20");
            case REVOKES_WHAT_WAS_MADE_UP -> requests.revokeByForm(app, "token=" + Opaque.random());
            case REFRESHES_BESIDE_WHAT_CANNOT_BE_READ ->
                requests.tokenByForm(app, "grant_type=refresh_token&refresh_token=%ZZ&refresh%5Ftoken=" + token);
            case REFRESHES_TWO_TOKENS_AT_ONCE ->
                requests.tokenByForm(
                        app, "grant_type=refresh_token&refresh_token=" + Opaque.random() + "&refresh_token=" + token);
            case REFRESHES_BY_TWO_GRANT_TYPES ->
                requests.tokenByForm(
                        app, "grant_type=client_credentials&grant_type=refresh_token&refresh_token=" + token);
        };
        Verdict verdict = Verdict.ofAction(world.call(node, call), "OK");
        world.tell(verdict);
        if (manner != Manner.REVOKES_A_BLANK && manner != Manner.REVOKES_WHAT_WAS_MADE_UP) {
            world.truth().ambiguous(verdict);
        }
    }

    @Override
    public String toString() {
        return "node " + node + ": somebody "
                + manner.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ", of login " + login;
    }
}
