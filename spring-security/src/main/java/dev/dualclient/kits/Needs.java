package dev.dualclient.kits;

import java.util.Arrays;
import java.util.List;
import org.springframework.util.ClassUtils;

/** What a kit needs and an application may lack, checked at start: a kit that is set and does nothing protects nobody. */
public final class Needs {

    private Needs() {}

    /**
     * Refuses the start if a class is missing.
     *
     * @param kit the kit's property
     * @param remedy what to add
     * @throws KitSettingsException if a class is missing
     */
    public static void classes(String kit, String remedy, String... names) {
        List<String> missing = Arrays.stream(names)
                .filter(name -> !ClassUtils.isPresent(name, null))
                .toList();
        if (!missing.isEmpty()) {
            throw new KitSettingsException(kit + " is set, and " + missing.get(0) + " is not on the class path", remedy);
        }
    }
}
