package dev.tidewater.icebergrest;

import dev.tidewater.model.Finding;
import dev.tidewater.model.TidewaterException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.apache.logging.log4j.LogManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the catalog server and keeps it until SIGTERM: {@code Main --config FILE}. Exit codes are those of {@link
 * dev.tidewater.model.ErrorCode}: 2 for arguments or a configuration that cannot work, 3 for a port or a database that
 * cannot be had, 70 for a fault of ours.
 */
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final int USAGE = 2;
    private static final int OUR_FAULT = 70;

    private Main() {}

    public static void main(String[] args) {
        if (args.length != 2 || !args[0].equals("--config")) {
            System.err.println("usage: --config FILE");
            System.exit(USAGE);
        }
        try {
            run(Path.of(args[1]));
        } catch (TidewaterException e) {
            explain(e, System.err);
            System.exit(e.code().exitCode());
        } catch (RuntimeException e) {
            LOG.error("The catalog server could not start", e);
            System.exit(OUR_FAULT);
        }
    }

    private static void run(Path file) {
        CatalogServer server = CatalogServer.start(Configuration.read(file));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop"));
    }

    /** Requests under way are finished before the database closes; log lines are flushed last. */
    private static void stop(CatalogServer server) {
        LOG.info("Stopping");
        server.close();
        LogManager.shutdown();
    }

    private static void explain(TidewaterException e, PrintStream out) {
        out.println("error: " + e.message());
        for (Finding finding : e.findings()) {
            out.println("  " + finding.file() + ": " + finding.message() + "; " + finding.hint());
        }
        if (!e.hint().isEmpty()) {
            out.println("hint: " + e.hint());
        }
        if (e.getCause() != null) {
            out.println("cause: " + e.getCause());
        }
    }
}
