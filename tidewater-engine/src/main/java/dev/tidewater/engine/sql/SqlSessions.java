package dev.tidewater.engine.sql;

import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The sessions of shells. A client that went away without a word loses its running job after {@link #JOB_IDLE}, its session
 * after {@link #SESSION_IDLE}; one that sits at its prompt fetches now and then.
 */
public final class SqlSessions implements AutoCloseable {
    static final Duration JOB_IDLE = Duration.ofSeconds(30);
    static final Duration SESSION_IDLE = Duration.ofMinutes(10);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    private static final int MOST = 16;

    private final SessionConfig config;
    private final Clock clock;
    private final Map<String, Client> clients = new ConcurrentHashMap<>();
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "sql-sweeper");
        thread.setDaemon(true);
        return thread;
    });

    private static final class Client {
        private final SqlSession session;
        private volatile Instant seen;
        /** Calls that are being answered. */
        private int busy;

        Client(SqlSession session, Instant seen) {
            this.session = session;
            this.seen = seen;
        }
    }

    public SqlSessions(SessionConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        sweeper.scheduleWithFixedDelay(this::sweep, 5, 5, TimeUnit.SECONDS);
    }

    /**
     * Begins a session; its current catalog is {@code lake}.
     *
     * @return its id
     * @throws TidewaterException (REFUSED) if there are too many
     */
    public String open(SessionMode mode) {
        if (clients.size() >= MOST) {
            throw new TidewaterException(
                    ErrorCode.REFUSED,
                    MOST + " shells are open, and each takes memory of the supervisor",
                    "leave one of them, or wait: one that nobody uses ends after " + SESSION_IDLE.toMinutes()
                            + " minutes");
        }
        String id = UUID.randomUUID().toString();
        clients.put(id, new Client(new SqlSession(id.substring(0, 8), config, mode), clock.instant()));
        return id;
    }

    /**
     * Performs one statement of a script, and cancels what the one before it has left running. Returns when it is done, or
     * its job has been taken by the cluster.
     *
     * @param file as messages name it
     * @param index of the statement, from 0
     * @throws TidewaterException with findings that point into the text
     */
    public SqlAnswer execute(String id, String file, String text, int index) {
        return with(id, session -> session.execute(SqlScript.parse(file, text), index));
    }

    /**
     * The next rows of what was executed last.
     *
     * @param cursor how many the client has
     * @param patience how long to wait for one, at most a second
     * @throws TidewaterException (UNREACHABLE) what the job failed with
     */
    public SqlPage fetch(String id, long cursor, Duration patience) {
        Duration wait = patience.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : patience;
        return with(id, session -> session.fetch(cursor, wait));
    }

    /** Cancels what was executed last, if it still runs. */
    public void cancel(String id) {
        with(id, session -> {
            session.cancel();
            return id;
        });
    }

    /** What may stand at a place of a statement that is being typed. */
    public SqlProposals complete(String id, String text, int cursor) {
        return with(id, session -> session.complete(text, cursor));
    }

    /** Ends a session, if it has not ended yet. */
    public void close(String id) {
        Client client = clients.remove(id);
        if (client != null) {
            client.session.close();
        }
    }

    @Override
    public void close() {
        sweeper.shutdownNow();
        clients.keySet().forEach(this::close);
    }

    /** Ends what nobody waits for any more. */
    void sweep() {
        clients.forEach((id, client) -> {
            Duration idle = Duration.between(client.seen, clock.instant());
            synchronized (client) {
                if (client.busy > 0) {
                    return;
                }
            }
            if (idle.compareTo(SESSION_IDLE) > 0) {
                close(id);
            } else if (idle.compareTo(JOB_IDLE) > 0) {
                client.session.cancel();
            }
        });
    }

    private interface Work<T> {
        T in(SqlSession session);
    }

    private <T> T with(String id, Work<T> work) {
        Client client = clients.get(id);
        if (client == null) {
            throw new TidewaterException(
                    ErrorCode.REFUSED,
                    "this session has ended: the stack was started anew, or nobody asked for "
                            + SESSION_IDLE.toMinutes() + " minutes",
                    "begin another: tidewater sql");
        }
        count(client, 1);
        try {
            return work.in(client.session);
        } finally {
            count(client, -1);
            client.seen = clock.instant();
        }
    }

    private static void count(Client client, int calls) {
        synchronized (client) {
            client.busy += calls;
        }
    }
}
