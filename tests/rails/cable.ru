# frozen_string_literal: true

# A genuine Rails Action Cable server in one file, for testing a cable client.
#
#   puma -b tcp://127.0.0.1:PORT cable.ru
#
# Handshake, frames, ping timer, worker pool, streams and closing are Rails' own. The
# RoomChannel follows the support desk's order of doing things, and a small JSON control
# plane at /ctl makes the server misbehave on request.

ENV["RAILS_ENV"] ||= "production"
ENV["RACK_ENV"] ||= "production"

require "logger"
require "rails"
require "action_controller/railtie"
require "action_cable/engine"
require "json"
require "securerandom"

# ---------------------------------------------------------------- state ----

module Ctl
  LOCK = Monitor.new
  TOKENS = {
    "agent-token-1" => { "user_id" => 7, "accounts" => [1, 2], "kind" => "User" },
    "agent-token-2" => { "user_id" => 8, "accounts" => [1], "kind" => "User" },
    "contact-token-1" => { "contact_id" => 41, "accounts" => [1], "kind" => "Contact" },
    "contact-token-2" => { "contact_id" => 42, "accounts" => [1], "kind" => "Contact" }
  }.freeze

  class << self
    attr_accessor :pings, :bad_token, :remote, :unauthorized, :drop_confirms, :refuse, :mute,
                  :welcome_delay, :confirm_delay, :revoked, :tokens
    attr_reader :counts, :conns

    def reset!
      LOCK.synchronize do
        @pings = true
        @bad_token = "silent"
        @remote = "rails71"
        @unauthorized = false
        @drop_confirms = 0
        @refuse = nil
        @mute = false
        @welcome_delay = 0
        @confirm_delay = 0
        @revoked = []
        @tokens = TOKENS
        @counts = Hash.new(0)
        @conns ||= {}
      end
    end

    def count(key)
      LOCK.synchronize { @counts[key] += 1 }
    end
  end
  reset!
end

# ------------------------------------------------------------ the cable ----

module ApplicationCable
  class Connection < ActionCable::Connection::Base
    identified_by :conn_id

    def connect
      sleep Ctl.welcome_delay
      self.conn_id = SecureRandom.hex(4)
      reject_unauthorized_connection if Ctl.unauthorized
      Ctl::LOCK.synchronize { Ctl.conns[conn_id] = self }
    end

    def disconnect
      Ctl::LOCK.synchronize { Ctl.conns.delete(conn_id) }
    end

    # Stalling pings is the one thing Action Cable offers no switch for.
    def beat
      super if Ctl.pings
    end

    def dispatch_websocket_message(text)
      command = begin
        decoded = JSON.parse(text)
        decoded.is_a?(Hash) ? decoded["command"].to_s : "(#{decoded.class})"
      rescue JSON::ParserError
        "(malformed)"
      end
      Ctl.count("command:#{command}")
      super
    end

    # Muted, broadcasts vanish while pings go on, which is what clients see when the
    # server has lost its pub/sub backend.
    def transmit(message)
      return if Ctl.mute && message.key?(:message) && message.key?(:identifier)

      if message[:type] == "confirm_subscription"
        swallowed = Ctl::LOCK.synchronize do
          Ctl.drop_confirms.positive? && (Ctl.drop_confirms -= 1)
        end
        return if swallowed
      end
      super
    end

    def send_raw(text)
      websocket.transmit(text)
    end

    # The TCP socket under the WebSocket, for abrupt ends.
    def io
      client = websocket.instance_variable_get(:@websocket)
      client.instance_variable_get(:@stream).instance_variable_get(:@rack_hijack_io)
    end

    private

    # Rails 7.1 and later announce a remote disconnect with a frame, 6.1 and 7.0 just
    # close. Here both are to be had, whatever version this is.
    def process_internal_message(message)
      if message["type"] == "disconnect" && Ctl.remote == "rails71"
        close(reason: "remote", reconnect: message.fetch("reconnect", true))
      else
        super
      end
    end
  end

  class Channel < ActionCable::Channel::Base; end
end

class RoomChannel < ApplicationCable::Channel
  class NotFound < StandardError; end

  # The desk opens the stream BEFORE the token is looked up, and a failed look-up raises
  # instead of calling reject: the client hears nothing.
  def subscribed
    return reject if Ctl.bad_token == "explicit" && !known?

    @pubsub_token = params[:pubsub_token].to_s
    stream_from @pubsub_token
    raise NotFound unless known?

    stream_from "account_#{params[:account_id]}" if @record["kind"] == "User"

    # Rails confirms only after this method, while the stream delivers already.
    sleep Ctl.confirm_delay
    broadcast_presence
  end

  def update_presence
    broadcast_presence
  end

  private

  def known?
    token = params[:pubsub_token].to_s
    @record = Ctl.tokens[token]
    return false if @record.nil? || Ctl.revoked.include?(token)
    return true unless @record["kind"] == "User"

    @record["user_id"] == params[:user_id] && @record["accounts"].include?(params[:account_id])
  end

  def broadcast_presence
    agent = @record["kind"] == "User"
    account = agent ? params[:account_id] : @record["accounts"].first
    data = { account_id: account, users: { (@record["user_id"] || 7).to_s => "online" } }
    data[:contacts] = { "41" => "online" } if agent
    ActionCable.server.broadcast(@pubsub_token, { event: "presence.update", data: data })
  end
end

# -------------------------------------------------------- control plane ----

class ControlPlane
  def call(env)
    request = Rack::Request.new(env)
    body = request.post? ? request.body.read.to_s : ""
    args = body.empty? ? {} : JSON.parse(body)
    reply = route(request.request_method, env["PATH_INFO"], args)
    status = reply ? 200 : 404
    [status, { "Content-Type" => "application/json" }, [JSON.generate(reply || {})]]
  end

  private

  def route(method, path, args)
    case [method, path]
    when ["GET", "/stats"] then stats
    when ["POST", "/reset"] then Ctl.reset! && stats
    when ["POST", "/broadcast"] then broadcast(args)
    when ["POST", "/disconnect"] then disconnect(args)
    when ["POST", "/server_restart"] then ActionCable.server.restart || { ok: true }
    when ["POST", "/set"] then set(args)
    when ["POST", "/raw"] then each_conn { |c| c.send_raw(args.fetch("text")) }
    when ["POST", "/drop"] then drop(args)
    end
  end

  def each_conn
    list = Ctl::LOCK.synchronize { Ctl.conns.values }
    list.each { |c| yield c }
    { ok: true, connections: list.size }
  end

  def stats
    connections = Ctl::LOCK.synchronize { Ctl.conns.size }
    { rails: Rails.version, connections: connections, counts: Ctl.counts.dup }
  end

  def broadcast(args)
    count = args.fetch("count", 1)
    count.times do |number|
      data = args.fetch("data").dup
      data["id"] = number if count > 1
      data["content"] = "x" * args["pad"] if args["pad"]
      ActionCable.server.broadcast(args.fetch("token"), { event: args.fetch("event"), data: data })
    end
    { ok: true, sent: count }
  end

  def disconnect(args)
    reconnect = args.fetch("reconnect", true)
    each_conn do |c|
      channel = "action_cable/#{c.connection_identifier}"
      # A connection joins its own channel on another thread, maybe after the confirmation.
      100.times { subscribers.key?(channel) ? break : sleep(0.02) }
      ActionCable.server.broadcast(channel, { type: "disconnect", reconnect: reconnect })
    end
  end

  def subscribers
    ActionCable.server.pubsub.send(:subscriber_map).instance_variable_get(:@subscribers)
  end

  def set(args)
    args.each { |key, value| Ctl.public_send("#{key}=", value) }
    { ok: true }
  end

  # how: "fin" ends TCP without a close frame, "rst" resets it.
  def drop(args)
    each_conn do |c|
      io = c.io or next
      if args.fetch("how") == "rst"
        io.setsockopt(Socket::SOL_SOCKET, Socket::SO_LINGER, [1, 0].pack("ii"))
        io.close
      else
        io.shutdown(Socket::SHUT_RDWR)
      end
    end
  end
end

# ------------------------------------------------------------- the app ----

class CableApp < Rails::Application
  config.root = __dir__
  config.eager_load = false
  config.secret_key_base = "0" * 64
  config.hosts.clear
  config.logger = Logger.new(ENV.fetch("CABLE_LOG", "/dev/null"))
  config.action_cable.mount_path = "/cable"
  origins = ENV.fetch("CABLE_ORIGINS", "any")
  if origins == "any"
    config.action_cable.disable_request_forgery_protection = true
  else
    config.action_cable.allowed_request_origins = origins.split(",")
  end
  config.middleware.delete ActionDispatch::HostAuthorization
end

ActionCable.server.config.cable = { "adapter" => "async" }.with_indifferent_access

CableApp.initialize!
CableApp.routes.draw do
  mount ControlPlane.new => "/ctl"
end

# Gateway-style failures before the upgrade: {"refuse": 503}.
class Refusal
  def initialize(app) = @app = app

  def call(env)
    if Ctl.refuse && env["PATH_INFO"] == "/cable"
      [Ctl.refuse, { "Content-Type" => "text/plain", "Retry-After" => "2" }, ["refused"]]
    else
      @app.call(env)
    end
  end
end

use Refusal
run CableApp
