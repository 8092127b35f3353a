package dev.tidewater.flink.source;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What tables of one job have in common. Flink's planner makes each table's stream on its own, and an environment of its own
 * for each job that it makes; the tables of one job find each other by that. Values are kept by who else refers to them.
 */
final class SharedInJob<K, V> {
    private final Map<StreamExecutionEnvironment, Map<K, WeakReference<V>>> byJob = new WeakHashMap<>();

    /**
     * @param alike which of the job's others are counted
     * @param make the value that is missing; it is told how many of these the job has had
     */
    synchronized V of(StreamExecutionEnvironment job, K key, Predicate<K> alike, IntFunction<V> make) {
        Map<K, WeakReference<V>> ofJob = byJob.computeIfAbsent(job, none -> new HashMap<>());
        WeakReference<V> known = ofJob.get(key);
        V shared = known == null ? null : known.get();
        if (shared == null) {
            shared = make.apply(
                    Math.toIntExact(ofJob.keySet().stream().filter(alike).count()));
            ofJob.put(key, new WeakReference<>(shared));
        }
        return shared;
    }
}
