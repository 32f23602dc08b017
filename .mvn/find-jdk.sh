# Sourced by mvnw and swarmlog: points JAVA_HOME at a JDK 25 or newer, wherever the usual installers put one.
# The JDK that a person chose (JAVA_HOME, then PATH) wins when it is new enough.

swarmlog_jdk_min=25

swarmlog_jdk_version() { # home -> feature number; 0 where there is no JDK
  if [ -x "$1/bin/javac" ] && [ -r "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
  else
    echo 0
  fi
}

swarmlog_find_jdk() {
  swarmlog_java=$(command -v java 2>/dev/null) || swarmlog_java=
  if [ -n "$swarmlog_java" ]; then
    swarmlog_java=$(readlink -f "$swarmlog_java" 2>/dev/null || echo "$swarmlog_java")
  fi
  for swarmlog_home in "${JAVA_HOME:-}" "${swarmlog_java%/bin/java}" /usr/lib/jvm/* /opt/java/* /opt/*jdk* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.asdf/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -n "$swarmlog_home" ] || continue
    swarmlog_version=$(swarmlog_jdk_version "$swarmlog_home")
    if [ "${swarmlog_version:-0}" -ge "$swarmlog_jdk_min" ]; then
      JAVA_HOME=$swarmlog_home
      export JAVA_HOME
      return 0
    fi
  done
  echo "Swarmlog needs a JDK $swarmlog_jdk_min or newer and found none (looked at JAVA_HOME, PATH, /usr/lib/jvm, /opt, SDKMAN, ~/.jdks)." >&2
  echo "Install one, for instance Temurin $swarmlog_jdk_min: 'apt install temurin-$swarmlog_jdk_min-jdk', 'brew install temurin@$swarmlog_jdk_min' or 'sdk install java $swarmlog_jdk_min-tem'," >&2
  echo "or set JAVA_HOME to where one is." >&2
  return 1
}

swarmlog_find_jdk || exit 2
