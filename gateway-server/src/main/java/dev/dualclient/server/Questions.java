package dev.dualclient.server;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.migration.inventory.ConsentReport;
import dev.dualclient.migration.inventory.Inventory;
import dev.dualclient.migration.inventory.InventoryReport;
import dev.dualclient.migration.inventory.InventoryText;
import dev.dualclient.migration.preflight.PreflightReport;
import dev.dualclient.migration.probe.ProbeReport;
import dev.dualclient.migration.probe.ProbeRequest;
import dev.dualclient.migration.readiness.Finding;
import dev.dualclient.migration.readiness.Readiness;
import dev.dualclient.migration.readiness.ReadinessReport;
import dev.dualclient.migration.readiness.SavedReport;
import dev.dualclient.migration.readiness.Verdict;
import dev.dualclient.migration.report.Rendering;
import dev.dualclient.migration.report.Result;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The questions of an operator: preflight, inventory, probe, clients and readiness. */
final class Questions {

    private static final String JSON = "json";

    private Questions() {}

    static List<Command> all() {
        return List.of(new OfPreflight(), new OfInventory(), new OfProbe(), new OfClients(), new OfReadiness());
    }

    private static final class OfPreflight extends Question {

        OfPreflight() {
            super("preflight", "checks both backends and the settings; changes nothing", JSON);
        }

        @Override
        public String help() {
            return """
                    Checks both backends and the settings by reads alone.
                      --json   prints the report as JSON
                    Exit status: 0 all is well, or there are warnings; 1 a check failed; 2 something could not be found out.""";
        }

        @Override
        Answer ask(DualAuthleteApi api, Options options) {
            PreflightReport report = api.dualClient().preflight().run();
            return new Answer(
                    options.has(JSON) ? Rendering.json(report) : Rendering.text(report.checks()),
                    report.result().exitStatus());
        }
    }

    private static final class OfInventory extends Question {

        OfInventory() {
            super(
                    "inventory",
                    "compares the service and the clients of both backends",
                    JSON,
                    "consents",
                    "export",
                    "from");
        }

        @Override
        public String help() {
            return """
                    Compares what both backends hold of the service and its clients, by reads alone.
                      --json          prints the report as JSON
                      --consents      compares the consents of the users whose tokens the backends list
                      --export=FILE   writes what both hold into a file, without secrets, and compares nothing
                      --from=FILE     compares what such a file holds, and asks no backend
                    Exit status: 0 nothing differs that matters; 1 something does; 2 a list could not be read.""";
        }

        @Override
        @Nullable
        Answer answer(Options options) throws IOException {
            if (!options.has("from")) {
                return null;
            }
            try (InputStream in = Files.newInputStream(Path.of(options.required("from", "the name of a file")))) {
                return answer(Inventory.compare(in), options);
            }
        }

        @Override
        Answer ask(DualAuthleteApi api, Options options) throws IOException {
            Inventory inventory = api.dualClient().inventory();
            if (options.has("consents")) {
                ConsentReport report = inventory.consents();
                return new Answer(
                        options.has(JSON) ? Rendering.json(report) : InventoryText.of(report),
                        report.result().exitStatus());
            }
            if (!options.has("export")) {
                return answer(inventory.compare(), options);
            }
            String file = options.required("export", "the name of a file");
            try (OutputStream out = Files.newOutputStream(Path.of(file))) {
                inventory.export(out);
            }
            return new Answer("written to " + file, DONE);
        }

        private static Answer answer(InventoryReport report, Options options) {
            return new Answer(
                    options.has(JSON) ? Rendering.json(report) : InventoryText.of(report),
                    report.result().exitStatus());
        }
    }

    private static final class OfProbe extends Question {

        OfProbe() {
            super(
                    "probe",
                    "makes experiments with a test client at both backends",
                    JSON,
                    "client",
                    "other-client",
                    "subject",
                    "reason");
        }

        @Override
        public String help() {
            return """
                    Finds out by experiments what no document of a backend says. It issues tokens of a test client, and ends
                    them. Use a client without traffic.
                      --client=ID         the test client
                      --other-client=ID   a second one, for the experiment with a stranger's revocation
                      --subject=NAME      a user that does not exist
                      --reason=TEXT       why
                      --json              prints the report as JSON
                    Exit status: 0 done; 1 an answer is not what Dual Client needs; 2 something could not be found out.""";
        }

        @Override
        Answer ask(DualAuthleteApi api, Options options) {
            ProbeReport report = api.dualClient()
                    .probe()
                    .run(new ProbeRequest(
                            options.required("client", "the id of a test client without traffic"),
                            options.get("other-client"),
                            options.required("subject", "a user that does not exist"),
                            options.required("reason", "why")));
            return new Answer(
                    options.has(JSON) ? Rendering.json(report) : Rendering.text(report.checks()),
                    Result.of(report.checks()).exitStatus());
        }
    }

    private static final class OfClients extends Question {

        OfClients() {
            super("clients", "says which clients 2.3 still answers for, on all nodes", JSON);
        }

        @Override
        public String help() {
            return """
                    Says which clients 2.3 has answered for, from what all nodes have noted in the custody store. It needs the
                    settings of the store that the nodes share. Asks no backend. A client that this process cannot name is
                    shown by the beginning of its keyed hash, as the actuator shows it beside the name.
                      --json   prints them as JSON
                    Exit status: 0 none within 24 hours; 1 at least one.""";
        }

        @Override
        Answer ask(DualAuthleteApi api, Options options) {
            Dependents dependents = new Dependents(api.dualClient().secondaryUse());
            return new Answer(
                    options.has(JSON) ? Rendering.json(dependents) : dependents.text(),
                    dependents.isNeeded() ? FAILED : DONE);
        }
    }

    private static final class OfReadiness extends Question {

        OfReadiness() {
            super("readiness", "says whether 2.3 can be switched off, from evidence", JSON, "scan", "check", "keys");
        }

        @Override
        public String help() {
            return """
                    Says whether 2.3 can be switched off, from the evidence in the custody store. It needs the settings of the
                    store that the nodes share.
                      --scan         reads the token lists first
                      --json         prints the report as a signed JSON document
                      --check=FILE   checks such a document; with --keys=KEY,KEY, the values of dual-client.custody.keys
                    Exit status: 0 it can (SAFE); 1 not yet (NOT_YET); 2 it cannot be said (CANNOT_SAY). Of --check: 0 the
                    document is genuine; 1 it is not; 2 it is no such document.""";
        }

        @Override
        @Nullable
        Answer answer(Options options) throws IOException {
            if (!options.has("check")) {
                return null;
            }
            String document = Files.readString(Path.of(options.required("check", "the name of a file")));
            List<byte[]> keys = Arrays.stream(options.required("keys", "the values of dual-client.custody.keys")
                            .split(","))
                    .map(key -> Base64.getDecoder().decode(key.strip()))
                    .toList();
            return switch (SavedReport.check(document, keys)) {
                case GENUINE -> new Answer("genuine: it is as it was saved", DONE);
                case NOT_GENUINE -> new Answer("not genuine: it was changed, or saved with other keys", FAILED);
                case NO_REPORT -> new Answer("this is no report of readiness", UNKNOWN);
            };
        }

        @Override
        Answer ask(DualAuthleteApi api, Options options) {
            Readiness readiness = api.dualClient().readiness();
            if (options.has("scan") && !readiness.scan()) {
                throw new IllegalStateException("another node reads the lists at the moment: try again later");
            }
            ReadinessReport report = readiness.report();
            return new Answer(options.has(JSON) ? readiness.save(report) : text(report), status(report.verdict()));
        }

        private static int status(Verdict verdict) {
            return switch (verdict) {
                case SAFE -> DONE;
                case NOT_YET -> FAILED;
                case CANNOT_SAY -> UNKNOWN;
            };
        }

        private static String text(ReadinessReport report) {
            String head = report.verdict() + (report.bound() == null ? "" : ", no later than " + report.bound());
            return report.findings().stream()
                    .map(OfReadiness::line)
                    .collect(Collectors.joining(System.lineSeparator(), head + System.lineSeparator(), ""));
        }

        private static String line(Finding finding) {
            String state = finding.isFine() ? "OK" : finding.verdict().name();
            return String.format(
                    "%-10s %-4s %s: %s", state, finding.check(), finding.check().title(), finding.text());
        }
    }
}
