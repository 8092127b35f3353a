package dev.tidewater.icebergrest;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.CherrypickAncestorCommitException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.NamespaceNotEmptyException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.NoSuchViewException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.exceptions.UnprocessableEntityException;
import org.apache.iceberg.jdbc.UncheckedSQLException;
import org.apache.iceberg.rest.responses.ErrorResponse;
import org.junit.jupiter.api.Test;

class FailuresTest {
    @Test
    void eachExceptionHasTheStatusAndTypeOfTheSpecification() {
        assertError(new NoSuchNamespaceException("gone"), 404, "NoSuchNamespaceException", "gone");
        assertError(new NoSuchTableException("gone"), 404, "NoSuchTableException", "gone");
        assertError(new NoSuchViewException("gone"), 404, "NoSuchViewException", "gone");
        assertError(new NotFoundException("gone"), 404, "NotFoundException", "gone");
        assertError(new AlreadyExistsException("there"), 409, "AlreadyExistsException", "there");
        assertError(new CommitFailedException("lost"), 409, "CommitFailedException", "lost");
        assertError(new NamespaceNotEmptyException("full"), 409, "NamespaceNotEmptyException", "full");
        assertError(new UnprocessableEntityException("both"), 422, "UnprocessableEntityException", "both");
        assertError(new UnsupportedOperationException("no"), 406, "UnsupportedOperationException", "no");
        assertError(new IllegalArgumentException("bad"), 400, "IllegalArgumentException", "bad");
    }

    @Test
    void aSubclassIsNamedByWhatClientsKnow() {
        assertError(
                new CherrypickAncestorCommitException(7),
                400,
                "ValidationException",
                "Cannot cherrypick snapshot 7: already an ancestor");
    }

    @Test
    void aRefusalDoesNotRepeatItsCause() {
        Exception cause = new IllegalStateException("at line 1");
        assertError(new BadRequestException(cause, "not JSON"), 400, "BadRequestException", "not JSON");
    }

    @Test
    void whatIsNotKnownForCertainIsAServersFaultWithItsCause() {
        SQLException full = new SQLException("disk full", "", 13);
        assertError(
                new UncheckedSQLException(full, "Unknown failure"),
                500,
                "InternalServerError",
                "Unknown failure: disk full");
        assertThat(Failures.of(new CommitStateUnknownException(full)).code()).isEqualTo(500);
        assertError(new NullPointerException(), 500, "InternalServerError", "NullPointerException");
    }

    @Test
    void theLoserOfTwoInsertsHearsThatItIsThere() {
        SQLException constraint = new SQLException("constraint", "", 1555);
        assertError(
                new UncheckedSQLException(constraint, "Failed to execute"),
                409,
                "AlreadyExistsException",
                "It was created by another client at the same time");
    }

    private static void assertError(RuntimeException failure, int status, String type, String message) {
        ErrorResponse error = Failures.of(failure);
        assertThat(error.code()).isEqualTo(status);
        assertThat(error.type()).isEqualTo(type);
        assertThat(error.message()).isEqualTo(message);
    }
}
