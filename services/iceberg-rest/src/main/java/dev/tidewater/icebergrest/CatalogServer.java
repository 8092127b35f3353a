package dev.tidewater.icebergrest;

import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running server: the database is open before the port is. */
final class CatalogServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogServer.class);
    private static final Duration GRACE = Duration.ofSeconds(3);
    /** Long, because a purge says nothing while it deletes, and clients keep their connections between commits. */
    private static final Duration IDLE = Duration.ofMinutes(10);
    /** Connections that clients merely keep do not hold up a stop. */
    private static final Duration IDLE_AT_STOP = Duration.ofMillis(100);
    /** One thread accepts, one selects; the others run requests, each with its own database connection. */
    private static final int THREADS = CatalogStore.CONNECTIONS + 2;

    private final Server server;
    private final CatalogStore store;
    private final URI uri;

    private CatalogServer(Server server, CatalogStore store, URI uri) {
        this.server = server;
        this.store = store;
        this.uri = uri;
    }

    /** @throws TidewaterException with code {@code RESOURCE} if the port is taken or the database cannot be opened */
    static CatalogServer start(Configuration configuration) {
        CatalogStore store = CatalogStore.open(configuration);
        Server server = new Server(threads());
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http()));
        connector.setHost(configuration.host());
        connector.setPort(configuration.port());
        connector.setIdleTimeout(IDLE.toMillis());
        connector.setShutdownIdleTimeout(IDLE_AT_STOP.toMillis());
        server.addConnector(connector);
        server.setHandler(new GracefulHandler(new RestHandler(CatalogRoutes.of(configuration, store))));
        server.setErrorHandler(new JsonErrorHandler());
        server.setStopTimeout(GRACE.toMillis());
        try {
            server.start();
        } catch (IOException e) {
            store.close();
            throw new TidewaterException(
                    ErrorCode.RESOURCE,
                    "port " + configuration.port() + " of " + configuration.host() + " cannot be opened",
                    "stop what listens there, or choose another port",
                    e);
        } catch (Exception e) {
            store.close();
            throw new IllegalStateException("Jetty did not start", e);
        }
        URI uri = URI.create("http://" + configuration.host() + ":" + connector.getLocalPort());
        LOG.info("Catalog \"{}\" at {}, warehouse {}", configuration.name(), uri, configuration.warehouse());
        return new CatalogServer(server, store, uri);
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 4);
        threads.setName("http");
        return threads;
    }

    /** Names of namespaces and tables are path segments: any character, percent-encoded, must come through. */
    private static HttpConfiguration http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setUriCompliance(UriCompliance.UNSAFE);
        http.setSendServerVersion(false);
        return http;
    }

    URI uri() {
        return uri;
    }

    /** Takes no new requests, lets those under way finish for a few seconds, then closes the database. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("Requests were cut off by the stop", e);
        } finally {
            store.close();
        }
    }
}
