package dev.dualclient.test.attack;

import dev.dualclient.test.attack.InProcessGateway.Answer;
import dev.dualclient.test.emulator.FormParsing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Plays attacks on backends of one way of parsing. An arena serves until a request has changed something in it. Not
 * thread-safe.
 */
final class Fuzz {

    private final FormParsing parsing;
    private final Map<Setting, Arena> arenas = new HashMap<>();
    private final Map<String, Set<String>> allowed = new HashMap<>();
    private final Map<Integer, Integer> statuses = new TreeMap<>();

    Fuzz(FormParsing parsing) {
        this.parsing = parsing;
    }

    /** Returns how many answers there were of each HTTP status; 0 is for those that the facade takes for no request. */
    Map<Integer, Integer> statuses() {
        return statuses;
    }

    /** Plays the attack of a seed, and returns the smallest one that does the same harm, if it does any. */
    Optional<String> play(long seed) {
        Attack attack = Attacks.of(seed, parsing);
        Arena arena = arenas.computeIfAbsent(attack.setting(), Arena::new);
        List<String> harm = harm(attack, arena);
        if (arena.isChanged() || !harm.isEmpty()) {
            arenas.remove(attack.setting());
        }
        return harm.isEmpty() ? Optional.empty() : Optional.of("seed " + seed + ": " + smallest(attack, harm));
    }

    private String smallest(Attack attack, List<String> harm) {
        List<String> again = harm(attack, new Arena(attack.setting()));
        if (again.isEmpty()) {
            return harm + ", after the requests before it\n    " + attack;
        }
        for (Attack smaller : attack.smaller()) {
            List<String> same = harm(smaller, new Arena(smaller.setting()));
            if (!same.isEmpty()) {
                return smallest(smaller, same);
            }
        }
        return again + "\n    " + attack;
    }

    /** Sends the request of an attack and returns what harm it has done. */
    private List<String> harm(Attack attack, Arena arena) {
        Request request = attack.request();
        Words.filled(request + request.target() + request.body(), arena::value); // so that all it names is there
        Set<String> before = arena.living();
        Answer answer;
        try {
            answer = send(attack, request, arena);
        } catch (RuntimeException failed) {
            return List.of("it fails: " + failed.getClass().getSimpleName() + at(failed));
        }
        statuses.merge(answer.status(), 1, Integer::sum);
        arena.pass();
        return new Judge(attack.template(), arena, before, answer).harm(() -> allowed(attack));
    }

    private static String at(RuntimeException failed) {
        StackTraceElement[] trace = failed.getStackTrace();
        return trace.length == 0 ? "" : " at " + trace[0];
    }

    private static Answer send(Attack attack, Request request, Arena arena) {
        @Nullable Answer answer = attack.facade() ? Facade.send(request, arena) : null;
        return answer == null ? throughGateway(request, arena) : answer;
    }

    private static Answer throughGateway(Request request, Arena arena) {
        String target = Words.filled(request.target(), arena::value);
        List<String> headers = new ArrayList<>();
        request.headers.forEach(header -> {
            headers.add(Words.filled(header.name, arena::value));
            headers.add(Words.filled(header.value, arena::value));
        });
        String body = request.body();
        return arena.gateway()
                .send(
                        request.method,
                        new String(RawBytes.encode(target, StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1),
                        headers,
                        request.contentType,
                        body == null ? null : request.encoding.encode(Words.filled(body, arena::value)));
    }

    /** Returns what the plain forms of a request end. */
    private Set<String> allowed(Attack attack) {
        return allowed.computeIfAbsent(
                attack.template() + " " + attack.template().parts() + attack.setting(), key -> {
                    Set<String> deaths = new TreeSet<>();
                    for (Request plain : attack.template().plainForms()) {
                        Arena arena = new Arena(attack.setting());
                        arena.makeAll();
                        Set<String> before = arena.living();
                        throughGateway(plain, arena);
                        arena.pass();
                        before.removeAll(arena.living());
                        deaths.addAll(before);
                    }
                    return deaths;
                });
    }
}
