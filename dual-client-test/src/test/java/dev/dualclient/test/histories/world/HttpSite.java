package dev.dualclient.test.histories.world;

import dev.dualclient.backend.Backend;
import dev.dualclient.backend.Reply;
import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Deadline;
import dev.dualclient.call.Time;
import dev.dualclient.http.BackendSettings;
import dev.dualclient.http.BackendSettingsBuilder;
import dev.dualclient.http.HttpBackend;
import dev.dualclient.operation.Side;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.emulator.AuthleteEmulator;
import dev.dualclient.test.emulator.AuthleteEmulatorBuilder;
import dev.dualclient.test.emulator.FormParsing;
import dev.dualclient.test.migrator.ClientImport;
import dev.dualclient.test.migrator.Promise;
import dev.dualclient.test.migrator.TokenMigrator;
import dev.dualclient.test.scenarios.MovableTime;
import dev.dualclient.test.server.FaultSpec;
import dev.dualclient.test.server.Faults;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Both backends behind real sockets, on which faults happen. */
public final class HttpSite implements Site {

    /** How long a call waits that is going to hang, and how long any other. */
    private static final Duration IMPATIENT = Duration.ofMillis(150);

    private static final Duration PATIENT = Duration.ofSeconds(10);

    private final Emulators emulators;
    private final MovableTime time = new MovableTime();
    private final Map<Side, Backend> patient = new EnumMap<>(Side.class);
    private final Map<Side, Backend> impatient = new EnumMap<>(Side.class);

    /** Starts both backends with nothing in them. */
    public HttpSite(Scene scene) {
        emulators = Emulators.start(builder -> set(scene, builder));
        if (scene.is(Scene.Oddity.CODES_COPIED)) {
            emulators.migrator().breakPromises(Promise.M3);
        }
        if (scene.is(Scene.Oddity.ROWS_WRITTEN_AGAIN)) {
            emulators.migrator().breakPromises(Promise.M5);
        }
        for (Side side : Side.values()) {
            patient.put(side, backend(side, PATIENT));
            impatient.put(side, backend(side, IMPATIENT));
        }
    }

    private static void set(Scene scene, AuthleteEmulatorBuilder builder) {
        switch (scene.refreshes()) {
            case ROTATING -> {}
            case KEPT -> builder.refreshTokenKept();
            case IDEMPOTENT -> builder.refreshTokenIdempotent();
        }
        for (Scene.Oddity oddity : scene.oddities()) {
            switch (oddity) {
                case LISTS_SHIFT -> builder.shiftingLists();
                case TWO_ENDED_A_CALL -> builder.bulkRevocationLimit(2);
                case LAST_VALUE_WINS -> builder.formParsing(FormParsing.LAST_VALUE);
                case RAW_NAMES -> builder.formParsing(FormParsing.RAW_NAMES);
                default -> {} // it is not the backends' behaviour from the start
            }
        }
    }

    private Backend backend(Side side, Duration patience) {
        AuthleteEmulator emulator = at(side);
        BackendSettingsBuilder settings = switch (side) {
            case PRIMARY ->
                BackendSettings.primary()
                        .serviceId(emulator.credentials().serviceId())
                        .accessToken(emulator.credentials().accessToken());
            case SECONDARY ->
                BackendSettings.secondary()
                        .apiKey(emulator.credentials().apiKey())
                        .apiSecret(emulator.credentials().apiSecret())
                        .ownerApiKey(emulator.credentials().ownerApiKey())
                        .ownerApiSecret(emulator.credentials().ownerApiSecret());
        };
        return new HttpBackend(settings.baseUrl(emulator.baseUrl().toString())
                .responseTimeout(patience)
                .build());
    }

    private AuthleteEmulator at(Side side) {
        return side == Side.PRIMARY ? emulators.primary() : emulators.secondary();
    }

    @Override
    public Reply send(Side side, ApiCall call, Deadline deadline, Fault fault) {
        Faults faults = at(side).faults();
        begin(faults, call, fault);
        boolean hangs = fault == Fault.HANGS || fault == Fault.HANGS_AFTER_PROCESSING;
        try {
            return Objects.requireNonNull((hangs ? impatient : patient).get(side))
                    .send(call, deadline);
        } finally {
            faults.clear();
        }
    }

    private static void begin(Faults faults, ApiCall call, Fault fault) {
        FaultSpec of = faults.on(call.operation().id());
        switch (fault) {
            case NONE -> {}
            case REFUSES_CONNECTIONS -> faults.refuseConnections();
            case HANGS -> of.hang();
            case HANGS_AFTER_PROCESSING -> of.afterProcessing().hang();
            case FAILS -> of.answer(500);
            case FAILS_AFTER_PROCESSING -> of.afterProcessing().answer(500);
            case DROPS_AFTER_PROCESSING -> of.afterProcessing().drop();
            case THROTTLES -> of.answer(429);
        }
    }

    @Override
    public ApiResponse ask(Side side, ApiCall call) {
        Reply reply = Objects.requireNonNull(patient.get(side)).send(call, Deadline.after(PATIENT, Time.system()));
        if (reply instanceof Reply.Failed failed) {
            throw new IllegalStateException("the emulator did not answer " + call, failed.cause());
        }
        return ((Reply.Answered) reply).answer();
    }

    @Override
    public TokenMigrator migrator() {
        return emulators.migrator();
    }

    @Override
    public ClientImport clientImport() {
        return emulators.clientImport();
    }

    @Override
    public Time time() {
        return time;
    }

    @Override
    public void advance(Duration duration) {
        time.advance(duration);
        emulators.advance(duration);
    }

    @Override
    public void close() {
        patient.values().forEach(Backend::close);
        impatient.values().forEach(Backend::close);
        emulators.close();
    }
}
