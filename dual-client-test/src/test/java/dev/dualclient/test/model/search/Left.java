package dev.dualclient.test.model.search;

import java.util.EnumMap;
import java.util.Map;

/** What can still happen, and how often. */
public record Left(Map<Chance, Integer> chances) {

    /** Nothing more. */
    public static final Left NOTHING = new Left(Map.of());

    /** Returns this and more. */
    public Left and(Chance chance, int times) {
        Map<Chance, Integer> all = new EnumMap<>(Chance.class);
        all.putAll(chances);
        all.put(chance, times);
        return new Left(Map.copyOf(all));
    }

    /** Returns whether it can still happen. */
    public boolean has(Chance chance) {
        return chances.getOrDefault(chance, 0) > 0;
    }

    /** Returns what is left after it has happened. */
    public Left after(Chance chance) {
        return and(chance, chances.getOrDefault(chance, 0) - 1);
    }
}
