package dev.dualclient.test.attack;

import dev.dualclient.operation.Case;
import dev.dualclient.operation.Case.Kills;
import dev.dualclient.operation.Effect;
import dev.dualclient.operation.Locator;
import dev.dualclient.operation.Operation;
import java.util.ArrayList;
import java.util.List;

/**
 * A valid request of an operation.
 *
 * @param operation the operation
 * @param kind the case of it
 * @param role in which state the tokens are that it names
 * @param publicClient whether its client is a public one
 * @param parts what it consists of
 */
record Template(Operation operation, Case kind, Role role, boolean publicClient, List<Part> parts) {

    /**
     * A value at its place.
     *
     * @param value as it stands in a form, or in JSON without the quotation marks of a string
     */
    record Part(Locator at, String value) {

        /** Reads {@code /member=value}, {@code /form?field=value}, {@code ?query=value} or <code>{variable}=value</code>. */
        static Part of(String notation) {
            int equals = notation.indexOf('=');
            return new Part(Locator.of(notation.substring(0, equals)), notation.substring(equals + 1));
        }
    }

    Request request() {
        return request(parts);
    }

    private Request request(List<Part> chosen) {
        Request request = new Request(operation);
        for (Part part : chosen) {
            if (part.at() instanceof Locator.PathVariable in) {
                request.variables.put(in.name(), part.value());
            } else if (part.at() instanceof Locator.QueryParameter in) {
                request.query.add(new Field(in.name(), part.value()));
            } else if (part.at() instanceof Locator.Form in) {
                form(request, in.pointer().substring(1)).add(new Field(in.field(), part.value()));
            } else if (part.at() instanceof Locator.Body in) {
                boolean literal = part.value().matches("\\[.*|\\{.*|true|false|[0-9]+");
                request.members.add(
                        Member.of(in.pointer().substring(1), literal ? part.value() : Member.quoted(part.value())));
            }
        }
        return request;
    }

    private static List<Field> form(Request request, String name) {
        for (Member member : request.members) {
            if (member.name.equals(name) && member.form != null) {
                return member.form;
            }
        }
        Member made = Member.ofForm(name);
        request.members.add(made);
        return made.form == null ? List.of() : made.form;
    }

    /**
     * Returns the plain forms of this request whose effects a mutation of it may have. That is the request itself, unless
     * it is about many, or about a client, where a part that is left out makes another valid request, which is about more.
     */
    List<Request> plainForms() {
        boolean narrowed =
                kind.effect() == Effect.UPDATE || kind.effect() == Effect.KILL && kind.kills() != Kills.TOKEN;
        List<Request> forms = new ArrayList<>();
        forms.add(request());
        for (int left = 1; narrowed && left < 1 << parts.size(); left++) {
            List<Part> chosen = new ArrayList<>();
            for (int i = 0; i < parts.size(); i++) {
                if ((left >> i & 1) == 0 || parts.get(i).at() instanceof Locator.PathVariable) {
                    chosen.add(parts.get(i));
                }
            }
            forms.add(request(chosen));
        }
        return forms;
    }

    @Override
    public String toString() {
        return operation + " of " + role + " tokens" + (publicClient ? " of a public client" : "");
    }
}
