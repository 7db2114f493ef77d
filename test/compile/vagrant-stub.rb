# Stands in for Vagrant: evaluates a Vagrantfile as Vagrant would for one provider and prints what came of it as JSON.
# It knows what the real one of that version knows; anything else in the Vagrantfile is a NoMethodError or ArgumentError.
# Usage: ruby vagrant-stub.rb '{"version", "provider", "file", "cpu", "rosetta", "home", "dead": [URL], "command"}'
require "json"
require "pathname"

CASE = JSON.parse(ARGV.fetch(0))
ARGV.replace([CASE.fetch("command")])
RbConfig::CONFIG["host_cpu"] = CASE.fetch("cpu")
if CASE.fetch("rosetta")
  Object.send(:remove_const, :RUBY_PLATFORM)
  RUBY_PLATFORM = "x86_64-darwin20"
end
NEW = Gem::Version.new(CASE.fetch("version")) >= Gem::Version.new("2.4.0")
ASKED = []

module Kernel
  alias_method :required, :require
  def `(command) = command == "sysctl -in sysctl.proc_translated" ? "1\n" : raise(Errno::ENOENT, command)
  def require(path) = path == "vagrant/util/downloader" || required(path)
end

module Vagrant
  VERSION = CASE.fetch("version")

  module Errors
    class DownloaderError < StandardError; end
  end

  module Util
    class Downloader
      def initialize(source, _destination, options = nil)
        unknown = (options || {}).keys - [:box_extra_download_options]
        raise ArgumentError, "unknown options #{unknown}" if unknown.any?

        @source = source
      end

      def head
        ASKED << @source
        raise Errors::DownloaderError if CASE.fetch("dead").include?(@source)

        "HTTP/1.1 200 OK"
      end
    end
  end

  class << self
    attr_reader :block

    def require_version(*wanted)
      raise "needs #{wanted}" unless Gem::Requirement.new(*wanted).satisfied_by?(Gem::Version.new(VERSION))
    end

    def user_data_path = Pathname.new(CASE.fetch("home"))

    def configure(version, &block)
      raise ArgumentError, "unknown version #{version}" unless version == "2"

      @block = block
    end
  end
end

# The settings of one provider: those its documentation names, as far as a lab could want them.
PROVIDERS = {
  "virtualbox" => %i[name memory cpus linked_clone check_guest_additions gui],
  "libvirt" => %i[memory cpus driver cpu_mode cpu_model default_prefix],
  "parallels" => %i[name memory cpus linked_clone check_guest_tools update_guest_tools],
}.transform_values { |keys| Struct.new(*keys) }

class VMware < Struct.new(:linked_clone, :gui, :allowlist_verified)
  def vmx = (@vmx ||= {})
  def to_h = super.merge(vmx: vmx)
end
PROVIDERS["vmware_desktop"] = VMware

# Vagrant gives this as the second argument wherever no override is wanted: it swallows everything.
module Vagrant::Config
  module V2
    class DummyConfig
      def method_missing(*) = DummyConfig.new
      def respond_to_missing?(*) = true
    end
  end
end
Dummy = Vagrant::Config::V2::DummyConfig

class Vm
  PLAIN = %i[box box_url box_version box_download_checksum box_download_checksum_type box_check_update boot_timeout hostname post_up_message]
  attr_accessor(*PLAIN)
  attr_accessor :box_architecture if NEW
  attr_reader :defined, :networks, :provisioners, :folders, :blocks

  def initialize
    @defined, @networks, @provisioners, @folders, @blocks = {}, [], [], {}, []
  end

  def define(name, &block) = @defined[name] = block

  def network(type, ip:) = @networks << { type: type, ip: ip }

  def synced_folder(host, guest, disabled: false) = @folders[guest] = { host: host, disabled: disabled }

  def provision(name, type:, path: nil, inline: nil, binary: nil, run: nil)
    raise ArgumentError, "only shell" unless type == "shell"
    raise ArgumentError, "path or inline" if path.nil? == inline.nil?

    @provisioners << { name: name, path: path, inline: inline, binary: binary, run: run }.compact
  end

  def provider(name, &block) = @blocks << [name, block]

  # As the real one: every block is called for the settings, those with two arguments once more for what they override.
  def settle(provider, config)
    settings = PROVIDERS.fetch(provider).new
    mine = @blocks.select { |name, _| name == provider }.map(&:last)
    mine.each { |block| block.arity == 2 ? block.call(settings, Dummy.new) : block.call(settings) }
    mine.select { |block| block.arity == 2 }.each { |block| block.call(Dummy.new, config) }
    settings.to_h.compact
  end

  def to_h
    keys = NEW ? PLAIN + [:box_architecture] : PLAIN
    keys.to_h { |key| [key, public_send(key)] }.compact.merge(networks: networks, provisioners: provisioners, folders: folders)
  end
end

class Trigger
  attr_accessor :info
end

class Triggers
  attr_reader :told

  def initialize = @told = []

  def before(action)
    trigger = Trigger.new
    yield trigger
    @told << { before: action, info: trigger.info }
  end
end

class Config
  attr_reader :vm, :trigger

  def initialize
    @vm = Vm.new
    @trigger = Triggers.new
  end
end

load CASE.fetch("file")

names = Config.new.tap { |config| Vagrant.block.call(config) }.vm.defined.keys
machines = names.map do |name|
  config = Config.new
  Vagrant.block.call(config)
  config.vm.defined.fetch(name).call(config)
  settings = config.vm.settle(CASE.fetch("provider"), config)
  config.vm.to_h.merge(name: name, settings: settings, triggers: config.trigger.told)
end
puts JSON.generate(machines: machines, asked: ASKED, parallel: ENV["VAGRANT_NO_PARALLEL"] != "1")
