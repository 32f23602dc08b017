package dev.swarmlog.coordinator.swarm.definition;

import dev.swarmlog.coordinator.core.colony.Task;
import dev.swarmlog.coordinator.core.space.FlockRule;
import dev.swarmlog.coordinator.core.space.Region;
import dev.swarmlog.coordinator.core.space.SpreadRule;
import dev.swarmlog.coordinator.core.space.World;
import dev.swarmlog.document.Form;
import dev.swarmlog.document.Spot;
import dev.swarmlog.document.Written;
import java.util.ArrayList;
import java.util.List;

/** Behaviours in space. */
final class SpaceForms {
    private static final double SIZE_MAX = 1_000_000;
    static final int POINTS_MAX = 10_000;
    private static final int REGIONS_MAX = 256;

    private SpaceForms() {}

    private static World world(Form spec) {
        Form form = TaskForms.section(spec, "world");
        int dimensions = (int) form.whole("dimensions", 2, 3, 2);
        double size = form.number("size", 1e-3, SIZE_MAX, dimensions == 2 ? 335 : 110);
        form.end();
        return new World(dimensions, (float) size);
    }

    static Task flocking(Form spec) {
        World world = world(spec);
        Form form = TaskForms.section(spec, "flocking");
        FlockRule usual = FlockRule.USUAL;
        double third = world.size() / 3;
        double sight = form.number("sight", 1e-6, third, Math.min(third, usual.sight()));
        double distance = form.number("distance", 0, sight, Math.min(sight, usual.distance()));
        double separation = form.number("separation", 0, 100, usual.separation());
        double alignment = form.number("alignment", 0, 1, usual.alignment());
        double cohesion = form.number("cohesion", 0, 1, usual.cohesion());
        double speedMax = form.number("speedMax", 1e-6, sight, Math.min(sight, usual.speedMax()));
        double speedMin = form.number("speedMin", 0, speedMax, Math.min(speedMax, usual.speedMin()));
        double curiosity = form.number("curiosity", 0, 100, usual.curiosity());
        form.end();
        return new Task.Flocking(
                world,
                new FlockRule(
                        (float) sight,
                        (float) distance,
                        (float) separation,
                        (float) alignment,
                        (float) cohesion,
                        (float) speedMin,
                        (float) speedMax,
                        (float) curiosity));
    }

    static Task dispersing(Form spec) {
        World world = world(spec);
        Form form = TaskForms.section(spec, "dispersing");
        SpreadRule usual = SpreadRule.USUAL;
        SpreadRule rule = new SpreadRule(
                form.number("reach", 0.5, 5, usual.reach()),
                form.number("stride", 0.01, 2, usual.stride()),
                form.number("calming", 0, 1, usual.calming()),
                (int) form.whole("groups", 1, 1_000, usual.groups()),
                form.number("antiAffinity", 1, 100, usual.antiAffinity()));
        form.end();
        return new Task.Dispersing(world, rule);
    }

    static Task clustering(Form spec) {
        World world = world(spec);
        Form form = TaskForms.section(spec, "clustering");
        double radius = form.number("radius", 1e-6, world.size(), world.size() / 12);
        int heaps = (int) form.whole("heaps", 1, 1_000, 8);
        double width = form.number("width", 0, world.size(), radius / 5);
        List<Float> points = points(form, world);
        form.end();
        return new Task.Clustering(world, (float) radius, points, heaps, width);
    }

    private static List<Float> points(Form form, World world) {
        List<Float> points = new ArrayList<>();
        Written written = form.take("points");
        if (written == null) {
            return points;
        }
        String expected = "a list of points like " + (world.dimensions() == 2 ? "[1, 2.5]" : "[1, 2.5, 3]");
        if (!(written instanceof Written.Sequence all) || all.elements().size() > POINTS_MAX) {
            form.wrong(
                    written.at(),
                    "points",
                    expected + ", at most " + POINTS_MAX + ", is expected, found " + written.told());
            return points;
        }
        for (Written each : all.elements()) {
            points.addAll(point(form, "points", each, world));
        }
        return points;
    }

    private static List<Float> point(Form form, String field, Written written, World world) {
        List<Float> point = new ArrayList<>();
        if (written instanceof Written.Sequence numbers) {
            for (Written number : numbers.elements()) {
                double value = Numbers.of(number);
                if (value >= 0 && value <= world.size()) {
                    point.add((float) value);
                }
            }
            if (point.size() == world.dimensions() && numbers.elements().size() == point.size()) {
                return point;
            }
        }
        form.wrong(
                written.at(),
                field,
                world.dimensions() + " numbers from 0 to " + world.size() + " are expected, found " + written.told());
        return List.of();
    }

    static Task migrating(Form spec, int particles) {
        World world = world(spec);
        Form form = TaskForms.section(spec, "migrating");
        double speed = form.number("speed", 1e-6, SIZE_MAX, world.size() / 50);
        Spot at = form.spot("regions");
        Written written = form.take("regions");
        form.end();
        List<Region> regions = new ArrayList<>();
        if (written instanceof Written.Sequence all && all.elements().size() <= REGIONS_MAX) {
            for (int i = 0; i < all.elements().size(); i++) {
                String path = form.path("regions") + "[" + i + "]";
                regions.add(region(Form.of(all.elements().get(i), "", path, spec.problems()), world));
            }
        }
        if (regions.size() < 2) {
            spec.problems()
                    .add(
                            at,
                            "",
                            form.path("regions"),
                            "2 to " + REGIONS_MAX + " regions like {name: eu, at: [10, 20], cost: 2, room: 500} are"
                                    + " expected, found " + (written == null ? "nothing" : written.told()));
            return new Task.Migrating(world, List.of(new Region("", 0, 0, 0, 0, particles)), (float) speed);
        }
        long room = regions.stream().mapToLong(Region::room).sum();
        if (room < particles) {
            spec.problems()
                    .add(
                            at,
                            "",
                            form.path("regions"),
                            "room for all " + particles + " particles is expected, found room for " + room);
        }
        return new Task.Migrating(world, regions, (float) speed);
    }

    private static Region region(Form form, World world) {
        Written.Text name = form.demandText("name", "a name like eu-west");
        Written at = form.demand("at", "a place like [10, 20]");
        List<Float> place = at == null ? List.of() : point(form, "at", at, world);
        double cost = form.number("cost", 0, SIZE_MAX, 1);
        int room = (int) form.whole("room", 0, Integer.MAX_VALUE, Integer.MAX_VALUE / REGIONS_MAX);
        form.end();
        return place.isEmpty()
                ? new Region("", 0, 0, 0, cost, room)
                : new Region(
                        name == null ? "" : name.text(),
                        place.get(0),
                        place.get(1),
                        place.size() == 3 ? place.get(2) : 0,
                        cost,
                        room);
    }
}
