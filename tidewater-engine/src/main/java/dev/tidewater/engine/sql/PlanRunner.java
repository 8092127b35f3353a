package dev.tidewater.engine.sql;

import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.table.api.CompiledPlan;
import org.apache.flink.table.api.PlanReference;
import org.apache.flink.table.api.TableEnvironment;

/** Submits compiled plans to the session's cluster. */
public final class PlanRunner {
    private PlanRunner() {}

    /**
     * A plan to run, and under which names.
     *
     * @param jobId 32 hexadecimal digits, chosen by the caller, so that a lost answer can be looked up
     * @param functions jars that the job brings with it
     * @param restoreFrom checkpoint or savepoint
     * @param claim whether the new job owns, and in time deletes, what it is restored from
     * @param leftovers what is done about state that no operator of the plan takes
     */
    public record Submission(
            String name,
            String plan,
            Map<String, String> options,
            List<String> preamble,
            List<FunctionJar> functions,
            String jobId,
            Optional<String> restoreFrom,
            Claim claim,
            Leftovers leftovers) {}

    /** State that no operator takes: a mistake, or what was given up on purpose. */
    public enum Leftovers {
        REFUSED,
        LEFT
    }

    /** Who owns the files that a job is restored from. */
    public enum Claim {
        CLAIM,
        NO_CLAIM
    }

    /**
     * Returns once the cluster has accepted the job.
     *
     * @throws TidewaterException (NOT_READY) if it could not be submitted; (OUTCOME_UNKNOWN) if it was sent and the answer
     *     was lost, so that the job may come up yet
     */
    public static void submit(SessionConfig config, Submission submission) {
        Map<String, String> options = new TreeMap<>(submission.options());
        options.put("pipeline.name", submission.name());
        options.put("$internal.pipeline.job-id", submission.jobId());
        submission.restoreFrom().ifPresent(path -> {
            options.put("execution.state-recovery.path", path);
            options.put(
                    "execution.state-recovery.claim-mode", submission.claim().name());
            options.put(
                    "execution.state-recovery.ignore-unclaimed-state",
                    Boolean.toString(submission.leftovers() == Leftovers.LEFT));
        });
        List<Path> jars = config.functions()
                .map(folder -> folder.kept(submission.functions()))
                .orElse(List.of());
        try (UserClasses classes = UserClasses.of(jars)) {
            classes.inFlink(() -> {
                // A plan says all of a topic that its job needs, and goes on with that when the schema has moved on.
                TableEnvironment environment =
                        Session.streaming(config.with(options).withoutTopics(), classes);
                LakeModule.load(environment);
                submission.preamble().forEach(environment::executeSql);
                CompiledPlan plan = environment.loadPlan(PlanReference.fromJsonString(ShortPlan.of(submission.plan())));
                return execute(plan, submission.name());
            });
        } catch (TidewaterException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            throw refused(submission.name(), e);
        }
    }

    private static JobID execute(CompiledPlan plan, String name) {
        try {
            return plan.execute().getJobClient().map(JobClient::getJobID).orElseThrow();
        } catch (RuntimeException e) {
            if (answerWasLost(e)) {
                throw new TidewaterException(
                        ErrorCode.OUTCOME_UNKNOWN,
                        "Flink did not say whether it has taken pipeline \"" + name + "\"",
                        "see what became of it: tidewater ps",
                        e);
            }
            throw refused(name, e);
        }
    }

    private static TidewaterException refused(String name, Throwable cause) {
        return new TidewaterException(
                ErrorCode.NOT_READY,
                "pipeline \"" + name + "\" could not be submitted: " + Planning.rootMessage(cause),
                "the whole story: tidewater logs supervisor",
                cause);
    }

    /** A connection that was never made has carried nothing; one that broke, or that waits, may have. */
    static boolean answerWasLost(Throwable failure) {
        boolean lost = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException) {
                return false;
            }
            lost |= cause instanceof TimeoutException || cause instanceof IOException;
        }
        return lost;
    }
}
