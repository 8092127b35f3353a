package dev.tidewater.icebergrest;

import java.util.Objects;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What Jetty itself refuses, such as a malformed request line, in the form every client understands. */
final class JsonErrorHandler implements Request.Handler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        Object message = request.getAttribute(ErrorHandler.ERROR_MESSAGE);
        Reply reply = Reply.failed(Failures.error(
                status,
                HttpStatus.isServerError(status) ? "InternalServerError" : "BadRequestException",
                Objects.requireNonNullElse(message, HttpStatus.getMessage(status))
                        .toString()));
        RestHandler.write(reply, request, response, callback);
        return true;
    }
}
