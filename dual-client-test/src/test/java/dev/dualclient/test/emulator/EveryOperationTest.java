package dev.dualclient.test.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dualclient.call.Outcome;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Operation;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every operation of both versions, accepted and refused. That the answers are those of the OpenAPI files is checked with
 * every call of {@link Authlete}, here and in every other test of the emulators.
 */
class EveryOperationTest {

    /** Operations that have nothing to refuse. */
    private static final Set<String> NEVER_REFUSED = Set.of(
            "misc-echo",
            "service-create",
            "service-jwks-get",
            "service-configuration-get",
            "service-configuration-post",
            "attestation-challenge");

    @ParameterizedTest
    @EnumSource
    void everyOperationIsAcceptedAndRefused(AuthleteVersion version) {
        Authlete authlete = new Authlete(version);
        Exercises.all(authlete);

        Set<String> all = Catalogue.operations().stream()
                .filter(operation -> operation.existsAt(version.side()))
                .map(Operation::id)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(missing(all, authlete, EnumSet.of(Outcome.ACCEPTED)))
                .as("never accepted")
                .isEmpty();
        all.removeAll(NEVER_REFUSED);
        assertThat(missing(all, authlete, EnumSet.of(Outcome.REFUSED, Outcome.UNRECOGNIZED)))
                .as("never refused")
                .isEmpty();
    }

    private static Set<String> missing(Set<String> operations, Authlete authlete, Set<Outcome> ends) {
        Set<String> missing = new TreeSet<>(operations);
        missing.removeIf(
                id -> authlete.outcomes.getOrDefault(id, Set.of()).stream().anyMatch(ends::contains));
        return missing;
    }

    @ParameterizedTest
    @EnumSource
    void theFileDescribesTheOperationsOfItsVersion(AuthleteVersion version) {
        OpenApi file = OpenApi.of(version);
        assumeTrue(
                file != null,
                () -> OpenApi.file(version) + " is absent, so answers are not compared with it;"
                        + " -Dauthlete.facts=<folder> names it");

        assertThat(file.operations())
                .isEqualTo(Catalogue.operations().stream()
                        .filter(operation -> operation.existsAt(version.side()))
                        .map(Operation::id)
                        .filter(id -> !UNDESCRIBED.contains(id))
                        .collect(Collectors.toSet()));
    }

    /** Operations that the vendor's library calls and neither file describes. */
    private static final Set<String> UNDESCRIBED =
            Set.of("service-configuration-post", "vci-nonce", "backchannel-logout-token", "attestation-challenge");
}
