package dev.swarmlog.standalone.registry;

import java.util.List;

/** The versions of one subject, oldest first and at least one, as a path names them. */
final class SubjectVersions {
    private SubjectVersions() {}

    static SchemaVersion pick(List<SchemaVersion> versions, String name) {
        if (name.equals("latest") || name.equals("-1")) {
            return versions.getLast();
        }
        int number = number(name);
        return versions.stream()
                .filter(version -> version.version() == number)
                .findFirst()
                .orElseThrow(() -> RegistryRefusal.noSuchVersion(number));
    }

    private static int number(String name) {
        try {
            int number = Integer.parseInt(name);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // refused below, like a number that is none of a version
        }
        throw RegistryRefusal.invalidVersion(name);
    }
}
