package dev.tidewater.icebergrest;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.exceptions.NamespaceNotEmptyException;
import org.apache.iceberg.exceptions.NoSuchIcebergTableException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.NoSuchViewException;
import org.apache.iceberg.exceptions.NoSuchWarehouseException;
import org.apache.iceberg.exceptions.NotAuthorizedException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.exceptions.UnprocessableEntityException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.jdbc.UncheckedSQLException;
import org.apache.iceberg.rest.responses.ErrorResponse;

/**
 * Exceptions as the specification's error responses. A client decides by status and type what it does next: after 409
 * it tries its commit again, after 400 or 404 it deletes the files it wanted to commit, after 500 it first looks up what
 * became of the commit. So whatever is not known for certain is a 500; 503 is never used for a change, because
 * Iceberg's client sends it again by itself.
 */
final class Failures {
    static final int BAD_REQUEST = 400;
    static final int METHOD_NOT_ALLOWED = 405;
    static final int TOO_LARGE = 413;
    static final int UNAVAILABLE = 503;
    private static final int INTERNAL = 500;
    private static final int SQLITE_CONSTRAINT = 19;
    private static final int PRIMARY_CODE = 0xff;

    private static final Map<Class<? extends RuntimeException>, Integer> STATUS = statuses();

    private Failures() {}

    private static Map<Class<? extends RuntimeException>, Integer> statuses() {
        Map<Class<? extends RuntimeException>, Integer> statuses = new LinkedHashMap<>();
        statuses.put(BadRequestException.class, BAD_REQUEST);
        statuses.put(ValidationException.class, BAD_REQUEST);
        statuses.put(NotAuthorizedException.class, 401);
        statuses.put(ForbiddenException.class, 403);
        statuses.put(NoSuchNamespaceException.class, 404);
        statuses.put(NoSuchIcebergTableException.class, 404);
        statuses.put(NoSuchTableException.class, 404);
        statuses.put(NoSuchViewException.class, 404);
        statuses.put(NoSuchWarehouseException.class, 404);
        statuses.put(NotFoundException.class, 404);
        statuses.put(UnsupportedOperationException.class, 406);
        statuses.put(AlreadyExistsException.class, 409);
        statuses.put(CommitFailedException.class, 409);
        statuses.put(NamespaceNotEmptyException.class, 409);
        statuses.put(UnprocessableEntityException.class, 422);
        statuses.put(CommitStateUnknownException.class, INTERNAL);
        statuses.put(IllegalArgumentException.class, BAD_REQUEST);
        return statuses;
    }

    static ErrorResponse of(RuntimeException failure) {
        if (violatesConstraint(failure)) {
            return error(409, "AlreadyExistsException", "It was created by another client at the same time");
        }
        for (Map.Entry<Class<? extends RuntimeException>, Integer> entry : STATUS.entrySet()) {
            if (entry.getKey().isInstance(failure)) {
                int status = entry.getValue();
                String message = status >= INTERNAL ? withCause(failure) : message(failure);
                return error(status, entry.getKey().getSimpleName(), message);
            }
        }
        return error(INTERNAL, "InternalServerError", withCause(failure));
    }

    static ErrorResponse error(int status, String type, String message) {
        return ErrorResponse.builder()
                .responseCode(status)
                .withType(type)
                .withMessage(message)
                .build();
    }

    static boolean isServersFault(ErrorResponse error) {
        return error.code() >= INTERNAL;
    }

    /** Two clients inserted the same namespace, table or view; the database let one of them. */
    private static boolean violatesConstraint(RuntimeException failure) {
        return failure instanceof UncheckedSQLException
                && failure.getCause() instanceof SQLException sql
                && (sql.getErrorCode() & PRIMARY_CODE) == SQLITE_CONSTRAINT;
    }

    private static String message(RuntimeException failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    /** Iceberg's wrappers often say only "Unknown failure"; the cause says which. */
    private static String withCause(RuntimeException failure) {
        String message = message(failure);
        Throwable cause = failure.getCause();
        if (cause == null || cause.getMessage() == null || message.contains(cause.getMessage())) {
            return message;
        }
        return message + ": " + cause.getMessage();
    }
}
