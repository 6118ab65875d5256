package dev.dualclient.test.attack;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Classifier;
import dev.dualclient.call.Outcome;
import dev.dualclient.operation.Effect;
import dev.dualclient.operation.Side;
import dev.dualclient.test.attack.InProcessGateway.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Judges what a request has done: by the backends' own state, by its answer, and by what is accepted afterwards. */
final class Judge {

    private static final Classifier CLASSIFIER = new Classifier(Set.of());
    private static final Set<String> LISTS = Set.of("auth-token-get-list", "client-authorization-get-list");
    private static final List<Thing> DEAD =
            List.of(Thing.SPENT_ACCESS, Thing.KILLED_ACCESS, Thing.SPENT_REFRESH, Thing.KILLED_REFRESH);
    private static final Map<Thing, Thing> PAIRS = Map.of(
            Thing.LIVE_ACCESS, Thing.LIVE_REFRESH,
            Thing.HOME_ACCESS, Thing.HOME_REFRESH,
            Thing.NEW_ACCESS, Thing.NEW_REFRESH,
            Thing.OTHER_ACCESS, Thing.OTHER_REFRESH);

    private final Template template;
    private final Arena arena;
    private final Set<String> before;
    private final Answer answer;
    private final List<String> harm = new ArrayList<>();

    Judge(Template template, Arena arena, Set<String> before, Answer answer) {
        this.template = template;
        this.arena = arena;
        this.before = before;
        this.answer = answer;
    }

    /**
     * Returns the harm that was done.
     *
     * @param allowed what the plain request would have ended
     */
    List<String> harm(Supplier<Set<String>> allowed) {
        Set<String> dead = new TreeSet<>(before);
        dead.removeAll(arena.living());
        if (!dead.isEmpty()) {
            Set<String> meant = allowed.get();
            dead.stream().filter(each -> !meant.contains(each)).forEach(each -> harm.add(each + " is dead"));
        }
        arena.risen().forEach(each -> harm.add(each + " was used"));
        if (acceptsTheDead()) {
            harm.add("a dead token is accepted");
        }
        if (arena.isChanged()) {
            staysDead(dead);
        }
        return harm;
    }

    /** Whether the answer tells whose a dead token was, or accepts a request that names nothing else. */
    private boolean acceptsTheDead() {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        Outcome outcome = CLASSIFIER
                .read(template.operation(), new ApiResponse(answer.status(), Map.of(), body))
                .outcome();
        boolean told =
                !LISTS.contains(template.operation().id()) && answer.body().contains(Arena.GHOST);
        boolean nothingElse = template.role().dead()
                && template.kind().effect() == Effect.READ
                && template.parts().stream()
                        .flatMapToInt(part -> part.value().chars())
                        .anyMatch(Judge::isDead);
        return outcome == Outcome.ACCEPTED && (told || nothingElse);
    }

    private static boolean isDead(int c) {
        Thing thing = Thing.of((char) c);
        return thing != null && thing.dead();
    }

    /** What has died at a backend is accepted no more; what lives is used up by one use. */
    private void staysDead(Set<String> dead) {
        for (Thing token : DEAD) {
            if (arena.has(token)) {
                isNotAccepted(token, "dead");
            }
        }
        PAIRS.forEach((access, refresh) -> {
            if (!arena.has(access)) {
                return;
            }
            if (diedAnywhere(access, dead)) {
                isNotAccepted(access, "ended");
            }
            if (!diedAnywhere(refresh, dead)) {
                accepts(refresh);
            }
            isNotAccepted(refresh, "used up");
        });
    }

    private static boolean diedAnywhere(Thing thing, Set<String> dead) {
        return dead.contains(Side.PRIMARY + " " + thing) || dead.contains(Side.SECONDARY + " " + thing);
    }

    private void isNotAccepted(Thing token, String why) {
        if (accepts(token)) {
            harm.add("the " + why + " " + token + " is accepted afterwards");
        }
    }

    private boolean accepts(Thing token) {
        ApiCall call = token.isAccessToken()
                ? Arena.call("auth-introspection", Map.of("token", arena.value(token)))
                : arena.token("grant_type=refresh_token&refresh_token=" + arena.value(token));
        return arena.ask(call).outcome() == Outcome.ACCEPTED;
    }
}
