package dev.dualclient.kits.users;

import java.text.Normalizer;

/**
 * The rule by which two spellings are one user. The default is Unicode's NFKC and no change of case: what the old system
 * answers decides on that. A bean of this type replaces it, by one that ignores case, say. Thread-safe.
 */
@FunctionalInterface
public interface UserNames {

    /** Returns the name under which a user is known. */
    String normalized(String name);

    /** Returns the default. */
    static UserNames nfkc() {
        return name -> Normalizer.normalize(name.strip(), Normalizer.Form.NFKC);
    }
}
