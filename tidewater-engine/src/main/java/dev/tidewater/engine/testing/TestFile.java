package dev.tidewater.engine.testing;

import java.util.List;
import java.util.Map;

/**
 * A file of test cases.
 *
 * @param file as the user named it
 * @param pipeline name of the one that is tested
 */
record TestFile(String file, String text, GivenValue pipeline, Map<String, TopicSpec> topics, List<TestCase> cases) {
    TestFile {
        topics = Map.copyOf(topics);
        cases = List.copyOf(cases);
    }

    String pipelineName() {
        return pipeline.value().asText();
    }
}
