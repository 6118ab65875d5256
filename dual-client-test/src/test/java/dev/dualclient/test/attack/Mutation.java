package dev.dualclient.test.attack;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Predicate;

/**
 * A way of changing a request. It leaves alone what it does not apply to. None of them adds something living to a request,
 * so whatever lives and is named was named by the plain request.
 */
enum Mutation {
    FIELD_REPEATED((request, random) ->
            field(request, random, (form, at) -> form.add(at, form.get(at).copy()))),
    FIELD_REPEATED_BEFORE((request, random) ->
            field(request, random, (form, at) -> form.add(at, new Field(form.get(at).name, Junk.value(random))))),
    FIELD_REPEATED_BEHIND((request, random) ->
            field(request, random, (form, at) -> form.add(at + 1, new Field(form.get(at).name, Junk.value(random))))),
    FIELD_REPEATED_WITH_ESCAPES_BEFORE((request, random) -> field(
            request,
            random,
            (form, at) -> form.add(at, new Field(Names.escaped(form.get(at).name, random), Junk.value(random))))),
    FIELD_REPEATED_WITH_ESCAPES_BEHIND((request, random) -> field(
            request,
            random,
            (form, at) -> form.add(at + 1, new Field(Names.escaped(form.get(at).name, random), Junk.value(random))))),
    FIELD_HIDDEN_BEHIND_ANOTHER((request, random) -> field(request, random, (form, at) -> {
        Field hidden = form.get(at).copy();
        form.get(at).value = Junk.value(random);
        hidden.name = Names.escaped(hidden.name, random);
        form.add(random.nextBoolean() ? at : at + 1, hidden);
    })),
    FIELD_WITHOUT_VALUE((request, random) -> field(request, random, (form, at) -> {
        form.get(at).value = "";
        form.get(at).equals = random.nextBoolean() ? "=" : "";
    })),
    FIELD_DROPPED((request, random) -> field(request, random, (form, at) -> form.remove(at))),
    FIELD_RENAMED((request, random) ->
            field(request, random, (form, at) -> form.get(at).name = Names.inForm(form.get(at).name, random))),
    FIELD_NAME_WITH_JUNK((request, random) ->
            field(request, random, (form, at) -> form.get(at).name = withJunk(form.get(at).name, random))),
    FIELD_VALUE_WITH_JUNK((request, random) ->
            field(request, random, (form, at) -> form.get(at).value = withJunk(form.get(at).value, random))),
    FIELD_VALUE_WRITTEN_ODDLY((request, random) ->
            field(request, random, (form, at) -> form.get(at).value = odd(form.get(at).value, random))),
    FIELD_VALUE_IN_ANOTHER_CASE((request, random) ->
            field(request, random, (form, at) -> form.get(at).value = otherCase(form.get(at).value, random))),
    FIELD_VALUE_IS_JUNK(
            (request, random) -> field(request, random, (form, at) -> form.get(at).value = Junk.value(random))),
    FIELD_HUGE((request, random) -> field(request, random, (form, at) -> form.get(at).value += huge(random))),
    FIELDS_SEPARATED_ODDLY((request, random) -> field(
            request,
            random,
            (form, at) -> form.get(at).separator =
                    List.of("&&", ";", "&amp;", "\n", "%26", "&=&", "& ", ",").get(random.nextInt(8)))),
    FIELD_ASSIGNED_ODDLY((request, random) -> field(
            request,
            random,
            (form, at) ->
                    form.get(at).equals = List.of("==", "%3D", ":", " = ", "").get(random.nextInt(5)))),
    FIELDS_SHUFFLED((request, random) -> field(request, random, (form, at) -> Collections.shuffle(form, random))),
    FIELD_MOVED_TO_QUERY((request, random) ->
            field(request, random, (form, at) -> request.query.add(form.size() > 1 ? form.remove(at) : form.get(at)))),
    FIELD_COPIED_TO_BODY((request, random) -> field(
            request,
            random,
            (form, at) -> request.members.add(Member.of(form.get(at).name, Member.quoted(form.get(at).value))))),
    FIELD_COPIED_TO_HEADER((request, random) -> field(
            request, random, (form, at) -> request.headers.add(form.get(at).copy()))),

    MEMBER_REPEATED((request, random) ->
            member(request, random, (all, at) -> all.add(at, all.get(at).copy()))),
    MEMBER_REPEATED_BEFORE((request, random) ->
            member(request, random, (all, at) -> all.add(at, Member.of(all.get(at).name, json(random))))),
    MEMBER_REPEATED_BEHIND((request, random) ->
            member(request, random, (all, at) -> all.add(at + 1, Member.of(all.get(at).name, json(random))))),
    MEMBER_REPEATED_WITH_ESCAPES((request, random) -> member(
            request,
            random,
            (all, at) -> all.add(
                    random.nextBoolean() ? at : at + 1,
                    Member.of(
                            "\\u%04x".formatted((int) all.get(at).name.charAt(0))
                                    + all.get(at).name.substring(1),
                            json(random))))),
    MEMBER_DROPPED((request, random) -> member(request, random, (all, at) -> all.remove(at))),
    MEMBER_RENAMED((request, random) ->
            member(request, random, (all, at) -> all.get(at).name = Names.inJson(all.get(at).name, random))),
    MEMBER_NAME_WITH_JUNK((request, random) ->
            member(request, random, (all, at) -> all.get(at).name = withJunk(all.get(at).name, random))),
    MEMBER_OF_ANOTHER_VALUE((request, random) ->
            member(request, random, (all, at) -> all.set(at, Member.of(all.get(at).name, json(random))))),
    MEMBER_OF_ANOTHER_TYPE((request, random) -> member(
            request,
            random,
            (all, at) ->
                    all.set(at, Member.of(all.get(at).name, wrapped(all.get(at).value(), random))))),
    MEMBER_WITH_JUNK((request, random) -> member(request, random, (all, at) -> {
        String json = all.get(at).value();
        all.set(
                at,
                Member.of(
                        all.get(at).name,
                        json.startsWith("\"")
                                ? Member.quoted(withJunk(json.substring(1, json.length() - 1), random))
                                : withJunk(json, random)));
    })),
    MEMBER_WRITTEN_ODDLY((request, random) -> member(
            request,
            random,
            (all, at) -> all.set(at, Member.of(all.get(at).name, odd(all.get(at).value(), random))))),
    MEMBER_HUGE((request, random) -> member(
            request,
            random,
            (all, at) -> all.set(
                    at,
                    Member.of(all.get(at).name, Member.quoted(all.get(at).json.replace("\"", "") + huge(random)))))),
    MEMBERS_SHUFFLED((request, random) -> member(request, random, (all, at) -> Collections.shuffle(all, random))),
    MEMBER_MOVED_TO_QUERY((request, random) -> member(
            request, random, (all, at) -> request.query.add(all.remove(at).asField()))),
    MEMBER_COPIED_TO_QUERY((request, random) ->
            member(request, random, (all, at) -> request.query.add(all.get(at).asField()))),
    MEMBER_COPIED_TO_HEADER((request, random) ->
            member(request, random, (all, at) -> request.headers.add(all.get(at).asField()))),
    MEMBER_ADDED((request, random) -> request.members.add(Member.of(
            List.of("subject", "clientId", "clientIdentifier", "token", "ticket", "accessToken")
                    .get(random.nextInt(6)),
            json(random)))),

    BODY_AS_A_FORM((request, random) -> {
        request.asForm = true;
        request.contentType = "application/x-www-form-urlencoded";
    }),
    BODY_IN_ANOTHER_ENCODING(
            (request, random) -> request.encoding = Encoding.values()[random.nextInt(Encoding.values().length)]),
    BODY_OF_ANOTHER_TYPE((request, random) -> request.contentType = random.nextInt(5) == 0
            ? null
            : List.of(
                            "application/json; charset=utf-16",
                            "application/json;charset=ISO-8859-1",
                            "APPLICATION/JSON",
                            "application/x-www-form-urlencoded",
                            "text/plain",
                            "application/json, application/x-www-form-urlencoded",
                            "multipart/form-data; boundary=x")
                    .get(random.nextInt(7))),
    BODY_INSERTED(
            (request, random) -> text(request, Junk.text(random), random, (body, at, junk) -> body.insert(at, junk))),
    BODY_DELETED((request, random) ->
            text(request, Junk.text(random), random, (body, at, junk) -> body.delete(at, at + junk.length()))),
    BODY_REPLACED((request, random) ->
            text(request, Junk.text(random), random, (body, at, junk) -> body.replace(at, at + 1, junk))),
    BODY_CUT((request, random) -> text(request, "", random, (body, at, junk) -> body.setLength(at))),
    BODY_PART_REPEATED((request, random) -> text(
            request,
            Junk.text(random),
            random,
            (body, at, junk) -> body.insert(at, body.substring(at, Math.min(body.length(), at + 8 * junk.length()))))),
    BODY_WRAPPED((request, random) -> {
        long seed = random.nextLong();
        request.onBody(body -> wrapped(body, new Random(seed)));
    }),
    BODY_FOLLOWED_BY_MORE((request, random) -> {
        String more = List.of(" {}", "\0", ",", "]", " x", "\n\n").get(random.nextInt(6));
        request.onBody(body -> body + more);
    }),

    HEADER_ADDED((request, random) -> request.headers.add(new Field(
            List.of("X-HTTP-Method-Override", "Content-Encoding", "X-Original-URL", "Transfer-Encoding", "Accept", "X")
                    .get(random.nextInt(6)),
            List.of("DELETE", "gzip", "/api/1/service/delete", "chunked", "\u00e9", "x")
                    .get(random.nextInt(6))))),
    METHOD_CHANGED((request, random) ->
            request.method = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "post")
                    .get(random.nextInt(8))),
    PATH_OF_THE_OTHER_VERSION((request, random) -> {
        if (request.operation.secondaryPath() != null) {
            request.path = request.operation.secondaryPath();
        }
    }),
    PATH_WITH_JUNK((request, random) -> {
        int at = "/api".length() + random.nextInt(request.path.length() - "/api".length() + 1);
        request.path = request.path.substring(0, at) + Junk.text(random) + request.path.substring(at);
    }),
    VARIABLE_WITH_JUNK((request, random) -> request.variables.replaceAll((name, value) -> withJunk(value, random))),
    VARIABLE_WRITTEN_ODDLY((request, random) -> request.variables.replaceAll((name, value) -> odd(value, random)));

    /** Changes a request, as chance has it. */
    private interface Change {
        void apply(Request request, Random random);
    }

    /** Changes a list at one place of it. */
    private interface AtPlace<T> {
        void apply(T list, int at);
    }

    /** Changes a text at one place of it. */
    private interface InText {
        void apply(StringBuilder text, int at, String junk);
    }

    private final Change change;

    Mutation(Change change) {
        this.change = change;
    }

    void apply(Request request, long seed) {
        change.apply(request, new Random(seed));
    }

    private static void field(Request request, Random random, AtPlace<List<Field>> change) {
        List<List<Field>> forms = request.forms();
        if (!forms.isEmpty()) {
            List<Field> form = forms.get(random.nextInt(forms.size()));
            change.apply(form, place(form, field -> Words.nameThings(field.value), random));
        }
    }

    private static void member(Request request, Random random, AtPlace<List<Member>> change) {
        List<Member> members = request.members;
        if (!members.isEmpty()) {
            change.apply(members, place(members, member -> Words.nameThings(member.value()), random));
        }
    }

    /** Draws a place; of those that matter more often. */
    private static <T> int place(List<T> list, Predicate<T> matters, Random random) {
        int drawn = random.nextInt(list.size());
        for (int tries = 0; tries < 3 && !matters.test(list.get(drawn)); tries++) {
            drawn = random.nextInt(list.size());
        }
        return drawn;
    }

    private static void text(Request request, String junk, Random random, InText change) {
        double place = random.nextDouble();
        request.onBody(body -> {
            StringBuilder changed = new StringBuilder(body);
            if (!body.isEmpty()) {
                change.apply(changed, (int) (place * body.length()), junk);
            }
            return changed.toString();
        });
    }

    private static String withJunk(String text, Random random) {
        int at = switch (random.nextInt(3)) {
            case 0 -> 0;
            case 1 -> text.length();
            default -> random.nextInt(text.length() + 1);
        };
        return text.substring(0, at) + Junk.text(random) + text.substring(at);
    }

    /** Writes each thing in an odd way. */
    private static String odd(String text, Random random) {
        String writing = Writing.values()[random.nextInt(Writing.values().length)].text();
        StringBuilder odd = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            odd.append(Thing.of(text.charAt(i)) == null ? "" : writing).append(text.charAt(i));
        }
        return odd.toString();
    }

    private static String otherCase(String text, Random random) {
        return random.nextBoolean()
                ? text.toUpperCase(Locale.ROOT)
                : text.isEmpty() ? " " : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static String json(Random random) {
        return List.of(
                        Member.quoted(Junk.value(random)),
                        Member.quoted(Junk.value(random)),
                        Member.quoted(""),
                        "null",
                        "true",
                        "false",
                        "0",
                        "1.5",
                        "1e2",
                        "[]",
                        "{}",
                        "NaN",
                        "'x'")
                .get(random.nextInt(13));
    }

    private static String wrapped(String json, Random random) {
        return switch (random.nextInt(7)) {
            case 0 -> "[" + json + "]";
            case 1 -> "{\"value\":" + json + "}";
            case 2 -> "[".repeat(1200) + json + "]".repeat(1200);
            case 3 -> json.replace("\"", "");
            case 4 -> json.replace('"', '\'');
            case 5 -> "\"" + json.replace("\"", "\\\"") + "\"";
            default -> "/*x*/" + json;
        };
    }

    private static String huge(Random random) {
        return "x".repeat(List.of(300, 8_200, 66_000, 200_000).get(random.nextInt(4)));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
