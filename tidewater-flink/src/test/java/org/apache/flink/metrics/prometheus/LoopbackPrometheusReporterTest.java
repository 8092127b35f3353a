package org.apache.flink.metrics.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.apache.flink.metrics.CharacterFilter;
import org.apache.flink.metrics.LogicalScopeProvider;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class LoopbackPrometheusReporterTest {
    @Test
    void servesACounterOnLoopback() throws Exception {
        LoopbackPrometheusReporter reporter = new LoopbackPrometheusReporter(InetAddress.getLoopbackAddress(), 0);
        reporter.open(new MetricConfig());
        SimpleCounter counter = new SimpleCounter();
        counter.inc(7);
        reporter.notifyOfAddedMetric(counter, "numRecordsIn", new TaskGroup());

        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + reporter.port() + "/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(answer.body())
                .contains("flink_taskmanager_task_numRecordsIn")
                .contains("7.0");
        reporter.close();
    }

    /** The least that a reporter asks of a group. */
    private static final class TaskGroup extends UnregisteredMetricsGroup implements LogicalScopeProvider {
        @Override
        public String getLogicalScope(CharacterFilter filter) {
            return "taskmanager.task";
        }

        @Override
        public String getLogicalScope(CharacterFilter filter, char delimiter) {
            return "taskmanager" + delimiter + "task";
        }

        @Override
        public MetricGroup getWrappedMetricGroup() {
            return this;
        }
    }
}
