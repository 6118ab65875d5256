package dev.dualclient.console;

import dev.dualclient.observation.CallEvent;
import dev.dualclient.observation.CallListener;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How many calls each backend has answered on this node: by second for 15 minutes, by minute for 24 hours. While somebody
 * watches, also by client and by reason of a fallback. Counting costs one addition a call while nobody watches.
 * Thread-safe.
 */
final class Traffic implements CallListener {

    private static final int SECONDS = 15 * 60;
    private static final int MINUTES = 24 * 60;
    private static final int MINUTE = 60;
    private static final int MOST_CLIENTS = 1_000;
    private static final int TOP = 20;

    private final LongAdder[] current = adders();
    private final Ring seconds = new Ring(SECONDS);
    private final Ring minutes = new Ring(MINUTES);
    private final long[] minute = new long[Answered.values().length];
    private int secondsOfMinute;
    private long[] lastSecond = new long[Answered.values().length];
    private volatile boolean watched;
    private volatile Details before = new Details();
    private volatile Details details = new Details();

    /** What is counted only while somebody watches. */
    private static final class Details {

        private final Map<String, LongAdder[]> clients = new ConcurrentHashMap<>();
        private final Map<String, LongAdder> fallbacks = new ConcurrentHashMap<>();

        void count(CallEvent event, Answered answered) {
            String client = event.client();
            LongAdder[] adders = client == null ? null : clients.get(client);
            if (client != null && adders == null && clients.size() < MOST_CLIENTS) {
                adders = clients.computeIfAbsent(client, name -> adders());
            }
            if (adders != null) {
                adders[answered.ordinal()].increment();
            }
            CallEvent.Verdict failed = event.fellBackFrom();
            if (failed != null) {
                String reason = failed.reason().words();
                fallbacks.computeIfAbsent(reason, name -> new LongAdder()).increment();
            }
        }
    }

    /**
     * The calls of one client.
     *
     * @param client its name as the calls gave it
     * @param answered how many calls, in the order of {@link Answered}
     */
    record ClientCalls(String client, long... answered) {

        long total() {
            return IntStream.range(0, answered.length)
                    .mapToLong(i -> answered[i])
                    .sum();
        }
    }

    private static LongAdder[] adders() {
        return Stream.generate(LongAdder::new).limit(Answered.values().length).toArray(LongAdder[]::new);
    }

    @Override
    public void onCall(CallEvent event) {
        Answered answered = Answered.by(event.answeredBy());
        current[answered.ordinal()].increment();
        if (watched) {
            details.count(event, answered);
        }
    }

    /** Ends a second; to be called every second. */
    synchronized void tick(boolean watchedNow) {
        watched = watchedNow;
        long[] sum = Stream.of(current).mapToLong(LongAdder::sumThenReset).toArray();
        lastSecond = sum;
        seconds.add(sum);
        for (int i = 0; i < minute.length; i++) {
            minute[i] += sum[i];
        }
        if (++secondsOfMinute == MINUTE) {
            minutes.add(minute.clone());
            java.util.Arrays.fill(minute, 0);
            secondsOfMinute = 0;
            before = details;
            details = new Details();
        }
    }

    /** Returns the calls of the second that ended last, in the order of {@link Answered}. */
    synchronized long[] lastSecond() {
        return lastSecond.clone();
    }

    /** Returns the last 15 minutes in points of five seconds, the oldest first. */
    synchronized List<long[]> quarterOfAnHour() {
        return seconds.points(5);
    }

    /** Returns the last 24 hours in points of ten minutes, the oldest first. */
    synchronized List<long[]> day() {
        return minutes.points(10);
    }

    /** Returns the clients with most calls in the last one to two minutes. */
    List<ClientCalls> topClients() {
        Map<String, long[]> sums = new LinkedHashMap<>();
        for (Details part : List.of(before, details)) {
            part.clients.forEach((client, adders) -> {
                long[] sum = sums.computeIfAbsent(client, name -> new long[adders.length]);
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += adders[i].sum();
                }
            });
        }
        return sums.entrySet().stream()
                .map(client -> new ClientCalls(client.getKey(), client.getValue()))
                .sorted(Comparator.comparingLong(ClientCalls::total).reversed().thenComparing(ClientCalls::client))
                .limit(TOP)
                .toList();
    }

    /** Returns how many calls fell back in the last one to two minutes, by reason, the most frequent first. */
    Map<String, Long> fallbacks() {
        Map<String, Long> sums = new LinkedHashMap<>();
        for (Details part : List.of(before, details)) {
            part.fallbacks.forEach((reason, adder) -> sums.merge(reason, adder.sum(), Long::sum));
        }
        Map<String, Long> sorted = new LinkedHashMap<>();
        sums.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .forEach(reason -> sorted.put(reason.getKey(), reason.getValue()));
        return sorted;
    }
}
