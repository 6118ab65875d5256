package dev.dualclient.test.model.search;

import dev.dualclient.test.model.search.Effect.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A world in which requests run step by step. Its beginning and its first effect are one step, and so are its last effect
 * and its answer: what is promised by an answer is not promised before, and holds from then on.
 *
 * @param <S> the states
 * @param <D> what can be asked for
 * @param <B> what is noted of the truth when a request begins
 * @param <A> answers
 */
public abstract class RequestWorld<S, D, B, A> implements World<S> {

    private final Map<D, Point<S, A>> beginnings = new HashMap<>();
    private int points;

    /** Answers a request. */
    protected abstract A run(D deed, Script<S> script);

    /** Returns the requests under way. */
    protected abstract List<Request<D, B>> requests(S state);

    /** Returns the state with other requests under way. */
    protected abstract S with(S state, List<Request<D, B>> requests);

    /** Returns what follows from an answer, and whether it may be given. */
    protected abstract Step<S> answered(S state, Request<D, B> request, A answer, String words);

    /** Returns the first steps of a request. */
    protected final List<Step<S>> begin(S state, D deed, B before) {
        return advance(state, new Request<>(deed, before, beginning(deed)), "begins: ");
    }

    /** Returns the next steps of the requests under way. */
    protected final List<Step<S>> proceed(S state) {
        List<Step<S>> steps = new ArrayList<>();
        for (Request<D, B> request : requests(state)) {
            steps.addAll(advance(without(state, request), request, ""));
        }
        return steps;
    }

    /** Returns the state after a request has ended without an answer. */
    protected final S without(S state, Request<D, B> request) {
        List<Request<D, B>> others = new ArrayList<>(requests(state));
        others.remove(request);
        return with(state, List.copyOf(others));
    }

    /** Answers a request of which nothing goes wrong and which nothing comes between; returns the state afterwards, too. */
    protected final Result<S, A> alone(S state, D deed) {
        Point<S, A> at = beginning(deed);
        S now = state;
        while (at.effect != null) {
            Result<S, ?> usual = at.effect.on(now).get(0);
            at = next(deed, at, usual.told());
            now = usual.next();
        }
        return new Result<>(Objects.requireNonNull(at.answer), now, "");
    }

    @SuppressWarnings("unchecked") // a request of this world is at a point of this world
    private List<Step<S>> advance(S others, Request<D, B> request, String prefix) {
        List<Step<S>> steps = new ArrayList<>();
        Point<S, A> at = (Point<S, A>) request.at();
        for (Result<S, ?> result : Objects.requireNonNull(at.effect).on(others)) {
            Point<S, A> next = next(request.deed(), at, result.told());
            Request<D, B> then = new Request<>(request.deed(), request.before(), next);
            String words = request.deed() + " " + prefix + result.words();
            if (next.answer != null) {
                steps.add(answered(result.next(), then, next.answer, words + "; answer: " + next.answer));
            } else {
                steps.add(new Step<>(words, with(result.next(), sorted(requests(result.next()), then))));
            }
        }
        return steps;
    }

    /** Two requests are the same two in either order. */
    private List<Request<D, B>> sorted(List<Request<D, B>> others, Request<D, B> one) {
        List<Request<D, B>> all = new ArrayList<>(others);
        all.add(one);
        all.sort(Comparator.comparingInt(request -> ((Point<?, ?>) request.at()).number));
        return List.copyOf(all);
    }

    private Point<S, A> beginning(D deed) {
        return beginnings.computeIfAbsent(deed, first -> played(first, null, null));
    }

    private Point<S, A> next(D deed, Point<S, A> at, Object told) {
        Point<S, A> known = at.after(told);
        if (known != null) {
            return known;
        }
        Point<S, A> next = played(deed, at, told);
        at.put(told, next);
        return next;
    }

    @SuppressWarnings("unchecked") // what a program of this world stops at is an effect on its states
    private Point<S, A> played(D deed, @Nullable Point<S, A> before, @Nullable Object told) {
        LinkedList<Object> all = new LinkedList<>();
        if (told != null) {
            all.add(told);
        }
        for (Point<S, A> point = before; point != null && point.told != null; point = point.before) {
            all.addFirst(point.told);
        }
        try {
            return new Point<>(points++, null, run(deed, new Script<>(List.copyOf(all))), before, told);
        } catch (Script.Pause pause) {
            return new Point<>(points++, (Effect<S, ?>) pause.effect, null, before, told);
        }
    }
}
