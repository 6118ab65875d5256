package dev.dualclient.test.histories.step;

import dev.dualclient.call.ApiResponse;
import dev.dualclient.operation.Side;
import dev.dualclient.test.histories.truth.Pair;
import dev.dualclient.test.histories.truth.Presentation;
import dev.dualclient.test.histories.truth.Token;
import dev.dualclient.test.histories.truth.Verdict;
import dev.dualclient.test.histories.world.Requests;
import dev.dualclient.test.histories.world.World;
import java.util.List;

/** A token is looked at. */
public record Introspect(int node, int login, Which which, Manner manner) implements Step {

    /** By which operation. */
    public enum Manner {
        INTROSPECTION,
        STANDARD,
        STANDARD_OF_REFRESH_TOKEN,
        USERINFO
    }

    @Override
    public void happen(World world) {
        Pair pair = which.of(world.login(login));
        if (pair != null) {
            use(world, node, pair, manner);
        }
    }

    static void use(World world, int node, Pair pair, Manner manner) {
        Token token = manner == Manner.STANDARD_OF_REFRESH_TOKEN ? pair.refresh() : pair.access();
        List<Side> asked = world.asked(node);
        Presentation presented = world.truth().presents(token);
        boolean openId = token.line().code() == null; // userinfo is for tokens with the scope openid only
        Manner fit = manner == Manner.USERINFO && !openId ? Manner.STANDARD : manner;
        Verdict verdict = verdict(world, node, token.value(), fit);
        world.tell(verdict);
        world.truth().answered(presented, verdict, asked);
    }

    private static Verdict verdict(World world, int node, String token, Manner manner) {
        Requests requests = new Requests(world.scene().byAlias());
        ApiResponse answer = world.call(
                node,
                switch (manner) {
                    case INTROSPECTION -> requests.introspect(token);
                    case STANDARD, STANDARD_OF_REFRESH_TOKEN -> requests.introspectStandard(token);
                    case USERINFO -> requests.userInfo(token);
                });
        return switch (manner) {
            case INTROSPECTION, USERINFO -> Verdict.ofAction(answer, "OK");
            case STANDARD, STANDARD_OF_REFRESH_TOKEN -> Verdict.ofStandard(answer);
        };
    }

    @Override
    public String toString() {
        String what = manner == Manner.STANDARD_OF_REFRESH_TOKEN ? "refresh token" : "access token";
        String how = manner == Manner.USERINFO ? "asks for userinfo by" : "introspects";
        return "node " + node + " " + how + " the " + which + " " + what + " of login " + login;
    }
}
