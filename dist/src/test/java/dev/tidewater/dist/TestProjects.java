package dev.tidewater.dist;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/**
 * The projects of one test class. What still runs in them after its last test is killed; a failure shows the ends of
 * their logs.
 */
final class TestProjects
        implements AfterAllCallback, TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {
    private final List<TestProject> projects = new ArrayList<>();

    TestProject of(String name, Map<String, String> files) {
        return remember(TestProject.of(name, files));
    }

    TestProject ofExample(String name, String example) {
        return remember(TestProject.ofExample(name, example));
    }

    private TestProject remember(TestProject project) {
        projects.add(project);
        return project;
    }

    @Override
    public void afterAll(ExtensionContext context) {
        projects.forEach(TestProject::close);
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw withLogs(failure);
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw withLogs(failure);
    }

    private Throwable withLogs(Throwable failure) {
        if (failure instanceof TestAbortedException) {
            return failure;
        }
        StringBuilder logs = new StringBuilder();
        projects.forEach(project -> logs.append(project.story()));
        return new AssertionError(failure.getMessage() + "\n" + logs, failure);
    }
}
