"""From YAML files to flows, slots and responses; every problem named with its place."""
