package dev.dualclient.operation;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the answers of an operation read: what each of its {@code action}s and result codes means. Where both speak, the
 * result code wins, for it is the finer word. Immutable.
 *
 * @param actions the meaning of each {@code action}; empty if answers of the operation have none
 * @param codes the meaning of result codes: of one ({@code A050305}), of a class of a module ({@code A0603}), or of a
 *     whole module ({@code A050}), the longest match winning
 * @param existence where the answer tells by {@code false} or {@code 0} that what the call names is not known here,
 *     {@code null} if it does not tell
 * @param active whether {@code active} inside the response content tells that the token is known (RFC 7662)
 */
public record AnswerMapping(
        Map<String, Meaning> actions,
        Map<String, Meaning> codes,
        @Nullable String existence,
        boolean active) {

    private static final int MODULE_AND_CLASS = 5;
    private static final int MODULE = 4;

    /** Returns the meaning of an {@code action}, {@code null} if the operation is not known to answer it. */
    public @Nullable Meaning ofAction(String action) {
        return actions.get(action);
    }

    /**
     * Returns the meaning of a result code, {@code null} if the row does not tell.
     *
     * @param code seven characters: {@code A}, three digits of the module, one of the class, two of a number. Codes of
     *     class 0 (success) match only as a whole
     */
    public @Nullable Meaning ofCode(String code) {
        Meaning exact = codes.get(code);
        if (exact != null || code.charAt(MODULE) == '0') {
            return exact;
        }
        Meaning ofClass = codes.get(code.substring(0, MODULE_AND_CLASS));
        return ofClass != null ? ofClass : codes.get(code.substring(0, MODULE));
    }
}
