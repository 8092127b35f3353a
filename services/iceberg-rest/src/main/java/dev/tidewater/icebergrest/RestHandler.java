package dev.tidewater.icebergrest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.iceberg.rest.responses.ErrorResponse;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Between Jetty and the routes: request in, call, reply, response out. */
final class RestHandler extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(RestHandler.class);
    /** Bounds what one request can take of a small heap; a commit of thousands of snapshots is a few MiB. */
    private static final int MAX_BODY_BYTES = 32 << 20;

    private final Routes routes;

    RestHandler(Routes routes) {
        this.routes = routes;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws IOException {
        write(answer(request), request, response, callback);
        return true;
    }

    private Reply answer(Request request) throws IOException {
        String path = request.getHttpURI().getPath();
        Routes.Match match = routes.match(request.getMethod(), path);
        if (match instanceof Routes.Match.Found found) {
            return answer(request, found);
        }
        String line = request.getMethod() + " " + path;
        if (match instanceof Routes.Match.WrongMethod wrong) {
            return Reply.methodNotAllowed(
                    Failures.error(
                            Failures.METHOD_NOT_ALLOWED,
                            "MethodNotAllowedException",
                            "There is no " + line + ", only " + wrong.allowed()),
                    wrong.allowed());
        }
        // Not 404: to a client that would mean that the table or the namespace does not exist.
        return Reply.failed(Failures.error(
                Failures.BAD_REQUEST, "BadRequestException", "There is no " + line + " in this catalog"));
    }

    private Reply answer(Request request, Routes.Match.Found found) throws IOException {
        byte[] body = body(request);
        if (body.length > MAX_BODY_BYTES) {
            return Reply.failed(Failures.error(
                    Failures.TOO_LARGE,
                    "PayloadTooLargeException",
                    "The request body is larger than " + MAX_BODY_BYTES + " bytes"));
        }
        try {
            String tags = Objects.requireNonNullElse(request.getHeaders().get(HttpHeader.IF_NONE_MATCH), "");
            return found.route().action().answer(new Call(found.variables(), query(request), tags, body));
        } catch (RuntimeException e) {
            return failed(e, request);
        }
    }

    private static Reply failed(RuntimeException e, Request request) {
        ErrorResponse error = Failures.of(e);
        String path = request.getHttpURI().getPath();
        if (Failures.isServersFault(error)) {
            LOG.error("{} {} failed", request.getMethod(), path, e);
        } else {
            LOG.debug("{} {} refused: {}", request.getMethod(), path, error.message());
        }
        return Reply.failed(error);
    }

    private static byte[] body(Request request) throws IOException {
        try (InputStream in = Request.asInputStream(request)) {
            return in.readNBytes(MAX_BODY_BYTES + 1);
        }
    }

    private static Map<String, String> query(Request request) {
        Map<String, String> query = new HashMap<>();
        for (Fields.Field field : Request.extractQueryParameters(request)) {
            query.put(field.getName(), Objects.requireNonNullElse(field.getValue(), ""));
        }
        return query;
    }

    static void write(Reply reply, Request request, Response response, Callback callback) {
        response.setStatus(reply.status());
        reply.headers().forEach(response.getHeaders()::put);
        ByteBuffer content = BufferUtil.EMPTY_BUFFER;
        if (reply.body().isPresent() && !HttpMethod.HEAD.is(request.getMethod())) {
            content = ByteBuffer.wrap(Json.write(reply.body().get()));
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        }
        response.write(true, content, callback);
    }
}
