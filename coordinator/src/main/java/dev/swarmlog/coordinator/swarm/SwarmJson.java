package dev.swarmlog.coordinator.swarm;

import dev.swarmlog.runtime.http.shape.Fields;
import dev.swarmlog.runtime.http.shape.Shape;
import dev.swarmlog.v1.SwarmFrame;
import dev.swarmlog.v1.SwarmState;
import dev.swarmlog.v1.SwarmStatus;
import dev.swarmlog.v1.SwarmTrails;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Swarms as JSON, which knows no number that is infinite: such ones are left out, or null in a list. */
public final class SwarmJson {
    static final Fields SWARM = Shape.object()
            .with("swarmId", Shape.text(), "")
            .with("state", Shape.oneOf(SwarmState.class), "")
            .with("steps", Shape.whole(0, Long.MAX_VALUE), "")
            .andMore();

    private SwarmJson() {}

    public static Map<String, Object> of(SwarmStatus swarm) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("swarmId", swarm.getSwarmId());
        shown.put("name", swarm.getName());
        shown.put("behaviour", swarm.getBehaviour());
        shown.put("state", swarm.getState().name());
        putIfSaid(shown, "reason", swarm.getReason());
        putIfSaid(shown, "detail", swarm.getDetail());
        shown.put("seed", swarm.getSeed());
        shown.put("particles", swarm.getParticles());
        shown.put("roles", swarm.getRoles());
        shown.put("steps", swarm.getSteps());
        shown.put("stepsMax", swarm.getStepsMax());
        putIfFinite(shown, "measure", swarm.getMeasure());
        putIfFinite(shown, "target", swarm.getTarget());
        putIfFinite(shown, "diversity", swarm.getDiversity());
        shown.put("restarts", swarm.getRestarts());
        if (!swarm.getBestPoint().isEmpty()) {
            shown.put("evaluations", swarm.getEvaluations());
            shown.put("bestPoint", finite(swarm.getBestPoint()));
        }
        if (!swarm.getCounts().isEmpty()) {
            shown.put("counts", swarm.getCounts());
        }
        SwarmTrails trails = swarm.getTrails();
        if (trails != null) {
            shown.put(
                    "trails",
                    Map.of("kinds", trails.getKinds(), "ways", trails.getWays(), "strengths", trails.getStrengths()));
        }
        Map<String, Object> curve = new LinkedHashMap<>();
        curve.put("every", swarm.getCurveEvery());
        curve.put("measures", finite(swarm.getMeasures()));
        curve.put("diversities", finite(swarm.getDiversities()));
        shown.put("curve", curve);
        shown.put("tags", swarm.getTags());
        shown.put("definitionHash", swarm.getDefinitionHash());
        shown.put("startedAtMs", swarm.getStartedAtMs());
        shown.put("changedAtMs", swarm.getChangedAtMs());
        if (swarm.getEndedAtMs() > 0) {
            shown.put("endedAtMs", swarm.getEndedAtMs());
        }
        shown.put("stateHash", swarm.getStateHash());
        shown.put("stateBytes", swarm.getStateBytes());
        return shown;
    }

    /** Places as one list, three numbers a particle. */
    static Map<String, Object> of(SwarmFrame frame) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("swarmId", frame.getSwarmId());
        shown.put("step", frame.getStep());
        shown.put("atMs", frame.getAtMs());
        shown.put("dimensions", frame.getDimensions());
        shown.put("lower", frame.getLower());
        shown.put("upper", frame.getUpper());
        shown.put("particles", frame.getParticles());
        var places = frame.getPlaces().duplicate().asFloatBuffer();
        List<Float> numbers = new ArrayList<>(places.remaining());
        while (places.hasRemaining()) {
            numbers.add(places.get());
        }
        shown.put("places", numbers);
        ByteBuffer roles = frame.getRoles().duplicate();
        List<Integer> codes = new ArrayList<>(roles.remaining());
        while (roles.hasRemaining()) {
            codes.add((int) roles.get());
        }
        shown.put("roles", codes);
        return shown;
    }

    private static void putIfSaid(Map<String, Object> shown, String name, String text) {
        if (!text.isEmpty()) {
            shown.put(name, text);
        }
    }

    private static void putIfFinite(Map<String, Object> shown, String name, double number) {
        if (Double.isFinite(number)) {
            shown.put(name, number);
        }
    }

    private static List<Double> finite(List<Double> numbers) {
        List<Double> all = new ArrayList<>(numbers.size());
        for (Double number : numbers) {
            all.add(Double.isFinite(number) ? number : null);
        }
        return all;
    }
}
