package dev.dualclient.test.histories.world;

import dev.dualclient.backend.Reply;
import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Deadline;
import dev.dualclient.call.Reason;
import dev.dualclient.call.Time;
import dev.dualclient.operation.Side;
import dev.dualclient.test.emulator.AuthleteVersion;
import dev.dualclient.test.emulator.InProcessAuthlete;
import dev.dualclient.test.emulator.state.Behaviour;
import dev.dualclient.test.emulator.state.Behaviour.Trait;
import dev.dualclient.test.migrator.ClientImport;
import dev.dualclient.test.migrator.Promise;
import dev.dualclient.test.migrator.TokenMigrator;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** Both backends in this process, with a virtual clock: a hang lasts as long as the caller's patience, and no moment. */
public final class InProcessSite implements Site {

    private static final Duration CALL = Duration.ofMillis(1);
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(5);
    private static final IOException FAILED = new IOException("as the history wants it") {
        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    };

    private final VirtualTime time = new VirtualTime();
    private final InProcessAuthlete primary;
    private final InProcessAuthlete secondary;
    private final TokenMigrator migrator;
    private final ListFaults lists;

    /** Starts both backends with nothing in them. */
    public InProcessSite(Scene scene) {
        lists = new ListFaults(scene.is(Scene.Oddity.ROWS_MISSING), scene.is(Scene.Oddity.ROWS_REPEATED));
        boolean kept = scene.refreshes() == Scene.Refreshes.KEPT;
        boolean idempotent = scene.refreshes() == Scene.Refreshes.IDEMPOTENT;
        Behaviour behaviour = behaviour(scene);
        primary = new InProcessAuthlete(AuthleteVersion.V3_0, kept, idempotent, behaviour, time);
        secondary = new InProcessAuthlete(AuthleteVersion.V2_3, kept, idempotent, behaviour, time);
        migrator = TokenMigrator.between(
                secondary, scene.is(Scene.Oddity.HALF_COPIED) ? new HalfCopies(primary) : primary);
        if (scene.is(Scene.Oddity.CODES_COPIED)) {
            migrator.breakPromises(Promise.M3);
        }
        if (scene.is(Scene.Oddity.ROWS_WRITTEN_AGAIN)) {
            migrator.breakPromises(Promise.M5);
        }
    }

    private static Behaviour behaviour(Scene scene) {
        Behaviour behaviour = Behaviour.DOCUMENTED;
        for (Scene.Oddity oddity : scene.oddities()) {
            behaviour = switch (oddity) {
                case LISTS_SHIFT -> behaviour.with(Trait.LISTS_SHIFT);
                case TWO_ENDED_A_CALL -> behaviour.withBulkRevocationLimit(2);
                case LAST_VALUE_WINS -> behaviour.with(Trait.LAST_VALUE_WINS);
                case RAW_NAMES -> behaviour.with(Trait.RAW_NAMES);
                default -> behaviour; // it is not the backends' behaviour from the start
            };
        }
        return behaviour;
    }

    private InProcessAuthlete at(Side side) {
        return side == Side.PRIMARY ? primary : secondary;
    }

    @Override
    public Reply send(Side side, ApiCall call, Deadline deadline, Fault fault) {
        time.advance(CALL);
        if (deadline.expired()) {
            return new Reply.Failed(Reason.OUT_OF_TIME, FAILED);
        }
        return switch (fault) {
            case NONE -> new Reply.Answered(lists.befall(call, at(side)::answer));
            case REFUSES_CONNECTIONS -> new Reply.Failed(Reason.NOT_CONNECTED, FAILED);
            case HANGS -> hang(deadline);
            case HANGS_AFTER_PROCESSING -> {
                at(side).answer(call);
                yield hang(deadline);
            }
            case FAILS -> new Reply.Answered(empty(500));
            case FAILS_AFTER_PROCESSING -> {
                at(side).answer(call);
                yield new Reply.Answered(empty(500));
            }
            case DROPS_AFTER_PROCESSING -> {
                at(side).answer(call);
                yield new Reply.Failed(Reason.CONNECTION_LOST, FAILED);
            }
            case THROTTLES -> new Reply.Answered(empty(429));
        };
    }

    private Reply hang(Deadline deadline) {
        Duration left = deadline.remaining();
        time.advance(left.compareTo(RESPONSE_TIMEOUT) < 0 ? left : RESPONSE_TIMEOUT);
        return new Reply.Failed(Reason.NO_ANSWER_IN_TIME, FAILED);
    }

    private static ApiResponse empty(int status) {
        return new ApiResponse(status, Map.of(), new byte[0]);
    }

    @Override
    public ApiResponse ask(Side side, ApiCall call) {
        return at(side).answer(call);
    }

    @Override
    public TokenMigrator migrator() {
        return migrator;
    }

    @Override
    public ClientImport clientImport() {
        return ClientImport.between(secondary, primary);
    }

    @Override
    public Time time() {
        return time;
    }

    @Override
    public void advance(Duration duration) {
        time.advance(duration);
    }

    @Override
    public void close() {
        // holds nothing
    }
}
